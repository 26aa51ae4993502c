import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '@/lib/start-error'

const key = () => randomBytes(32).toString('base64')

/**
 * The demo's secrets, made at random on the first start and kept in the data folder, readable by its owner only.
 * @throws StartError when they are lost while the data that they protect is still there
 */
export function demoSecrets(folder: string): Record<string, string> & { POSTGRES_PASSWORD: string } {
  const file = join(folder, 'secrets.json')
  if (!existsSync(file)) {
    if (['postgres', 'postgres-place'].some((name) => existsSync(join(folder, name))))
      throw new StartError(
        `${file} is missing, and without it the data in ${folder} can't be read: put it back, or remove the folder to begin anew.`,
      )
    writeFileSync(`${file}.new`, `${JSON.stringify(randomSecrets(), null, 2)}\n`, { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new StartError(`${file} can't be read: put it right, or remove ${folder} to begin anew.`)
  }
}

/** Everything that the demo keeps secret, made anew. */
export function randomSecrets() {
  return {
    POSTGRES_PASSWORD: randomBytes(24).toString('base64url'),
    SIGNET_VAULT_KEYS: `1:${key()}`,
    SIGNET_INDEX_KEYS: `1:${key()}`,
    SIGNET_HASH_KEY: key(),
    SIGNET_AUDIT_KEY: key(),
    SIGNET_CA_PASSPHRASE: key(),
    AUTH_SECRET: key(),
  }
}
