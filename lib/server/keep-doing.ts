import 'server-only'
import { log } from '@/lib/log'

const longestPauseMilliseconds = 30_000

/**
 * Repeats a piece of work until the process is told to end. A failure is logged and retried, after pauses that
 * double; it never ends the loop, nor the process.
 * @param name for the log
 */
export function keepDoing(name: string, work: () => Promise<unknown>, everyMilliseconds: number): void {
  let pause = everyMilliseconds
  let timer: NodeJS.Timeout

  async function round(): Promise<void> {
    try {
      await work()
      pause = everyMilliseconds
    } catch (error) {
      pause = Math.min(pause * 2, longestPauseMilliseconds)
      log.error({ error, pause }, `failed to ${name}`)
    }
    timer = setTimeout(round, pause)
    // The server, not this, keeps the process alive.
    timer.unref()
  }

  timer = setTimeout(round, everyMilliseconds)
  timer.unref()
  process.once('SIGTERM', () => clearTimeout(timer))
}
