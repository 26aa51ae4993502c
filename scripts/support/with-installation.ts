import type { Mode } from '@/lib/db/claim-mode'
import { runningUrl } from '@/lib/db/embedded/running-url'
import { prepareDatabase } from '@/lib/db/prepare-database'
import { env } from '@/lib/env'
import { applyDemoSettings } from './apply-demo-settings'
import { folderOwner } from './claim-folder'
import { dataFolder } from './data-folder'
import { loadDotEnv } from './load-dot-env'
import { openInstallation } from './open-installation'
import { startMode } from './start-mode'

/**
 * Runs one command on the installation that this environment describes, beside the demo where that is running.
 * @param say told what a person should know while it opens
 * @throws StartError or EnvError, for the person at the terminal
 */
export async function withInstallation(
  work: (mode: Mode) => Promise<void>,
  say: (line: string) => void = console.log,
): Promise<void> {
  loadDotEnv()
  if (startMode(process.env) === 'demo') {
    const folder = dataFolder()
    if (folderOwner(folder) !== undefined) return beside(folder, work, say)
  }
  const { mode, close } = await openInstallation(say)
  try {
    await work(mode)
  } finally {
    await close()
  }
}

/** The demo that runs has opened its own database; one that the environment names may be another's. */
async function beside(
  folder: string,
  work: (mode: Mode) => Promise<void>,
  say: (line: string) => void,
): Promise<void> {
  const password = applyDemoSettings(folder)
  if (process.env.DATABASE_URL || process.env.DATABASE_URL_FILE)
    await prepareDatabase(env().DATABASE_URL, 'demo', say)
  else process.env.DATABASE_URL = runningUrl(folder, password)
  return work('demo')
}
