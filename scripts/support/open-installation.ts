import type { Mode } from '@/lib/db/claim-mode'
import { closeDatabase } from '@/lib/db/client'
import { startPostgres } from '@/lib/db/embedded/start-postgres'
import { prepareDatabase } from '@/lib/db/prepare-database'
import { env } from '@/lib/env'
import { applyDemoSettings } from './apply-demo-settings'
import { claimFolder } from './claim-folder'
import { dataFolder } from './data-folder'
import { keepPostgres } from './keep-postgres'
import { startMode } from './start-mode'

/** A database that is up, migrated and of the right mode; the settings for it are in `process.env`. */
export type Installation = { mode: Mode; close: () => Promise<void> }

/**
 * Opens what this environment describes: the demo with its built-in PostgreSQL, or production on the operator's.
 * @param say told what a person should know
 * @param whenMoved called when the built-in server had to be started again on another port
 * @throws StartError or EnvError, for the person at the terminal
 */
export async function openInstallation(
  say: (line: string) => void,
  whenMoved: () => void = () => {},
): Promise<Installation> {
  const mode = startMode(process.env)
  const close = mode === 'demo' ? await openDemo(say, whenMoved) : async () => {}
  try {
    const { DATABASE_URL, SIGNET_ORIGIN } = env()
    // The sign-in library reads its origin from here.
    process.env.AUTH_URL = SIGNET_ORIGIN
    await prepareDatabase(DATABASE_URL, mode, say)
    return { mode, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function openDemo(say: (line: string) => void, whenMoved: () => void): Promise<() => Promise<void>> {
  const folder = dataFolder()
  const release = claimFolder(folder)
  try {
    const password = applyDemoSettings(folder)
    if (process.env.DATABASE_URL || process.env.DATABASE_URL_FILE) return async () => release()
    const start = async () => {
      const server = await startPostgres({ folder, password, say })
      process.env.DATABASE_URL = server.url
      return server
    }
    const stop = await keepPostgres(start, whenMoved, say)
    return async () => {
      // Seeding left this process connections: one that the server ends would be told as an error.
      await closeDatabase().finally(stop)
      release()
    }
  } catch (error) {
    release()
    throw error
  }
}
