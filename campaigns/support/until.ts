import { setTimeout as pause } from 'node:timers/promises'

/** Tries again until it works: what is being started anew needs its time. @throws the last error after 90 seconds */
export async function until<T>(work: () => Promise<T>, seconds = 90): Promise<T> {
  for (const end = Date.now() + seconds * 1000; ; await pause(50)) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() > end) throw error
    }
  }
}
