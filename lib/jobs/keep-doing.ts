import 'server-only'
import { pause } from '@/lib/clock'
import { log } from '@/lib/log'

const longestPauseMilliseconds = 30_000
/** What is done seldom would else never be done by processes that are started anew more often. */
const firstWithinMilliseconds = 10_000

export type Job = {
  /** For the log, after "failed to". */
  name: string
  everyMilliseconds: number
  /** One round. One that takes long looks at `over` and ends early. */
  work: (over: AbortSignal) => Promise<unknown>
}

/**
 * Repeats a piece of work until it is `over`. A failure is logged and retried, after pauses that double; it never
 * ends the loop, nor the process.
 * @returns settles when no round is under way and none will begin
 */
export async function keepDoing({ name, everyMilliseconds, work }: Job, over: AbortSignal): Promise<void> {
  let milliseconds = Math.min(everyMilliseconds, firstWithinMilliseconds)
  for (;;) {
    await pause(milliseconds, over)
    if (over.aborted) return
    try {
      await work(over)
      milliseconds = everyMilliseconds
    } catch (error) {
      milliseconds = Math.min(milliseconds * 2, longestPauseMilliseconds)
      log.error({ error, pause: milliseconds }, `failed to ${name}`)
    }
  }
}
