import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeDatabase } from '@/lib/db/client'
import { startPostgres } from '@/lib/db/embedded/start-postgres'
import { prepareDatabase } from '@/lib/db/prepare-database'
import { randomEnv } from '@/test/random-env'

/**
 * A database server, a data folder and secrets that are gone afterwards, with the settings for them in
 * `process.env`: for commands, which have no test runner that would bring these. Durable as in real use.
 */
export async function temporaryInstallation(): Promise<{ close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'signet-measured-'))
  // The database may run as another user, who must get through to its own folder.
  chmodSync(folder, 0o711)
  const server = await startPostgres({ folder, password: 'temporary', say: console.log })
  Object.assign(process.env, randomEnv(), {
    DATABASE_URL: server.url,
    SIGNET_DATA_DIR: folder,
    LOG_LEVEL: 'error',
  })
  await prepareDatabase(server.url, 'demo', () => {})
  return {
    close: async () => {
      await closeDatabase()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
