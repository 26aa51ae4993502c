import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/**
 * Waits until a database that goes away accepts connections again.
 * @param url where it is now
 * @returns when it was last found not to, by `performance.now()`: any time it took since is told too long, not too short
 * @throws Error when that takes more than ninety seconds
 */
export async function acceptingSince(url: () => string): Promise<number> {
  let away: number | null = null
  for (const end = performance.now() + 90_000; performance.now() < end; await pause(10)) {
    const triedAt = performance.now()
    const answered = await answers(url())
    if (answered && away !== null) return away
    if (!answered) away = triedAt
  }
  throw new Error('the database did not go away, or did not come back')
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString })
  // The server may go away under it.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
