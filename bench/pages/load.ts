import { Agent } from 'node:http'
import { ask } from '@/campaigns/support/ask'
import type { Sample } from '../support/alternate'
import { cpuSeconds } from '../support/cpu-seconds'

const parallel = 16
/** A round ends when the serving process has worked so long: on a busy machine a second of the clock says little. */
const roundCpuSeconds = 4
const roundLimitSeconds = 15

/**
 * Asks for one page again and again for a round, sixteen at a time over kept connections, and says how much
 * processor time that took the process that serves it.
 * @param page.marker text that every answer must hold, so that no error page is ever counted
 */
export async function load(page: {
  url: string
  pid: number
  headers: Record<string, string>
  marker: string
}): Promise<Sample> {
  const agent = new Agent({ keepAlive: true, maxSockets: parallel })
  const end = Date.now() + roundLimitSeconds * 1000
  const before = cpuSeconds(page.pid)
  const used = () => cpuSeconds(page.pid) - before
  let count = 0
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      while (Date.now() < end && used() < roundCpuSeconds) {
        const { status, text } = await ask(page.url, { agent, headers: page.headers })
        if (status !== 200 || !text.includes(page.marker)) throw new Error(`${page.url} answered ${status}`)
        count += 1
      }
    }),
  )
  agent.destroy()
  return { count, cpuSeconds: used() }
}
