import { resolve, sep } from 'node:path'
import type { OfflineKey } from '@/lib/certificates/make-root'
import type { RootKey } from '@/lib/certificates/open-root'
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
 * The file to which a root's new key, or a copy of it, goes; null without `--root-key`.
 * @throws UsageError, StartError
 */
export async function newRootKeyOf(values: OptionValues): Promise<OfflineKey | null> {
  const path = pathOf(values)
  if (path === undefined) return null
  const folder = resolve(process.env.SIGNET_DATA_DIR || '.data')
  if (path.startsWith(folder + sep))
    throw new UsageError(`${path} is among the data of this server: name a place that is carried away.`)
  return { path, passphrase: await passphraseOf(values, `the root key to be written to ${path}`, true) }
}

/**
 * Where a root's key is that is not on this server; null without `--root-key`.
 * @throws UsageError, StartError
 */
export async function rootKeyOf(values: OptionValues): Promise<RootKey | null> {
  const given = optional(values, 'root-key')
  if (given?.startsWith('pkcs11:')) return given
  const path = pathOf(values)
  if (path === undefined) return null
  return { path, passphrase: await passphraseOf(values, `the root key in ${path}`, false) }
}

function pathOf(values: OptionValues): string | undefined {
  const given = optional(values, 'root-key')
  return given === undefined ? undefined : resolve(given)
}

function passphraseOf(values: OptionValues, what: string, isNew: boolean): Promise<string> {
  const file = optional(values, 'root-passphrase-file')
  return readPassphrase({ file, variable: 'SIGNET_ROOT_PASSPHRASE', what, isNew })
}
