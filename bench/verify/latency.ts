import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { ask } from '@/campaigns/support/ask'

export type Latency = {
  perSecond: number
  seconds: number
  errors: number
  p50: number
  p99: number
  most: number
}

/**
 * Asks so often a second, whether answers come or not, and says how many milliseconds passed between when each was
 * due and its answer.
 */
export async function latency(
  {
    url,
    headers,
    body,
    marker,
  }: { url: string; headers: Record<string, string>; body: () => Buffer; marker: string },
  perSecond: number,
  seconds: number,
): Promise<Latency> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const began = performance.now()
  const took: number[] = []
  let errors = 0
  const under: Promise<void>[] = []
  for (let at = 0; at < perSecond * seconds; at += 1) {
    const due = began + (at * 1000) / perSecond
    const wait = due - performance.now()
    if (wait > 1) await sleep(wait)
    under.push(
      ask(url, { agent, method: 'POST', headers, body: body() }).then(
        ({ status, text }) => {
          if (status !== 200 || !text.includes(marker)) errors += 1
          took.push(performance.now() - due)
        },
        () => {
          errors += 1
        },
      ),
    )
  }
  await Promise.all(under)
  agent.destroy()
  took.sort((a, b) => a - b)
  const part = (share: number) =>
    took[Math.min(took.length - 1, Math.floor(share * took.length))] ?? Number.NaN
  return { perSecond, seconds, errors, p50: part(0.5), p99: part(0.99), most: part(1) }
}
