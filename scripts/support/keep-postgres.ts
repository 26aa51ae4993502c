import { setTimeout as pause } from 'node:timers/promises'
import type { EmbeddedServer } from '@/lib/db/embedded/start-postgres'
import { reasonOf } from '@/lib/start-error'

/**
 * Starts the built-in PostgreSQL and starts it again whenever it ends unasked.
 * @param start starts one server
 * @param whenMoved called when it came back on another port
 * @returns stops it for good
 */
export async function keepPostgres(
  start: () => Promise<EmbeddedServer>,
  whenMoved: () => void,
  say: (line: string) => void,
): Promise<() => Promise<void>> {
  let starting = start()
  let server = await starting
  let stopping = false

  async function watch(): Promise<void> {
    for (;;) {
      await server.exited
      if (stopping) return
      say('PostgreSQL ended unexpectedly: starting it again.')
      try {
        const { url } = server
        starting = start()
        server = await starting
        if (server.url !== url) whenMoved()
      } catch (error) {
        say(`PostgreSQL did not start (${reasonOf(error)}): trying again.`)
        await pause(5_000)
      }
    }
  }
  void watch()

  return async () => {
    stopping = true
    // One that is just coming up must not outlive us.
    await starting.catch(() => {})
    await server.stop()
  }
}
