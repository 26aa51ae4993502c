import { resolve, sep } from 'node:path'
import type { OfflineKey } from '@/lib/certificates/make-root'
import { UsageError } from '../support/usage-error'
import { type OptionValues, optional } from './command'
import { readPassphrase } from './read-passphrase'

export const rootKeyOptions = {
  'root-key': { type: 'string' },
  'root-passphrase-file': { type: 'string' },
} as const

export const rootPassphraseHelp = `                              its passphrase is in the file that --root-passphrase-file
                              names, or in SIGNET_ROOT_PASSPHRASE, or is asked for`

/**
 * The file that a root's key is in, or goes to, away from this server; null without `--root-key`.
 * @throws UsageError, StartError
 */
export async function rootKeyOf(
  values: OptionValues,
  { isNew }: { isNew: boolean },
): Promise<OfflineKey | null> {
  const given = optional(values, 'root-key')
  if (given === undefined) return null
  const path = resolve(given)
  const folder = resolve(process.env.SIGNET_DATA_DIR || '.data')
  if (isNew && path.startsWith(folder + sep))
    throw new UsageError(`${path} is among the data of this server: name a place that is carried away.`)
  const file = optional(values, 'root-passphrase-file')
  const what = isNew ? `the root key to be written to ${path}` : `the root key in ${path}`
  return { path, passphrase: await readPassphrase({ file, variable: 'SIGNET_ROOT_PASSPHRASE', what, isNew }) }
}
