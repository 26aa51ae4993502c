import 'server-only'
import pg from 'pg'
import { reasonOf, StartError } from '@/lib/start-error'
import { claimMode, type Mode, refuseOtherMode } from './claim-mode'
import { migrateDatabase } from './migrate'

/**
 * What every start does to its database before anything else uses it: refuse one that belongs to the other mode,
 * migrate, stamp.
 * @throws StartError in one sentence; never with the URL, which holds a password
 */
export async function prepareDatabase(url: string, mode: Mode, say: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    throw new StartError(`The database does not let us in (${reasonOf(error)}): check DATABASE_URL.`)
  }
  try {
    await refuseOtherMode(client, mode)
    const applied = await migrateDatabase(url)
    if (applied.length > 0) say(`Brought the database up to date: ${applied.join(', ')}`)
    await claimMode(client, mode)
  } finally {
    await client.end()
  }
}
