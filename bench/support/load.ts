import { Agent } from 'node:http'
import { ask } from '@/campaigns/support/ask'
import type { Sample } from './alternate'
import { cpuSeconds } from './cpu-seconds'

const parallel = 16
/** A round ends when the serving process has worked so long: on a busy machine a second of the clock says little. */
const roundCpuSeconds = 4
const roundLimitSeconds = 15

/**
 * Asks one thing again and again for a round, sixteen at a time over kept connections, and says how much processor
 * time that took the process that serves it.
 * @param asked.body what is posted, or what makes it for each request; without it the thing is got
 * @param asked.marker text that every answer must hold, so that no error is ever counted
 */
export async function load(asked: {
  url: string
  pid: number
  headers: Record<string, string>
  marker: string
  body?: Uint8Array | (() => Uint8Array)
}): Promise<Sample> {
  const { url, pid, headers, marker, body } = asked
  const method = body ? 'POST' : 'GET'
  const agent = new Agent({ keepAlive: true, maxSockets: parallel })
  const end = Date.now() + roundLimitSeconds * 1000
  const before = cpuSeconds(pid)
  const used = () => cpuSeconds(pid) - before
  let count = 0
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      while (Date.now() < end && used() < roundCpuSeconds) {
        const sent = typeof body === 'function' ? body() : body
        const { status, text } = await ask(url, { agent, method, headers, body: sent })
        if (status !== 200 || !text.includes(marker)) throw new Error(`${url} answered ${status}`)
        count += 1
      }
    }),
  )
  agent.destroy()
  return { count, cpuSeconds: used() }
}
