import { accessSync, constants, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { reasonOf, StartError } from '@/lib/start-error'

/**
 * Makes the folder in which the demo keeps its database and secrets. Root's may be passed through, as the
 * database runs as another user; what is secret in it has a mode of its own.
 * @throws StartError when it can't be written
 */
export function dataFolder(): string {
  const folder = resolve(process.env.SIGNET_DATA_DIR || '.data')
  try {
    mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    accessSync(folder, constants.W_OK | constants.X_OK)
    return folder
  } catch (error) {
    throw new StartError(
      `The data folder ${folder} can't be written (${reasonOf(error)}): make it writable, or name another in SIGNET_DATA_DIR.`,
    )
  }
}
