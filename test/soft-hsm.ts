import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasCommand } from './has-command'

/** Where Debian, and others, have SoftHSM's library. */
const libraries = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
]
const library = libraries.find(existsSync) ?? ''

export const softHsmPin = '739164'

/** Why there is no device to test with; undefined when there is one. */
export function noSoftHsm(): string | undefined {
  if (!library || !hasCommand('softhsm2-util')) return 'softhsm2 is missing'
  if (!hasCommand('pkcs11-tool')) return 'opensc is missing'
  try {
    createRequire(import.meta.url)('pkcs11js')
  } catch {
    return 'pkcs11js is not built'
  }
  return undefined
}

/** A token of its own in a device made of software, named in the environment as an operator would. */
export function softHsm(label: string) {
  const folder = mkdtempSync(join(tmpdir(), 'signet-hsm-'))
  mkdirSync(join(folder, 'tokens'))
  writeFileSync(join(folder, 'softhsm2.conf'), `directories.tokendir = ${join(folder, 'tokens')}\n`)
  Object.assign(process.env, {
    SOFTHSM2_CONF: join(folder, 'softhsm2.conf'),
    SIGNET_PKCS11_MODULE: library,
    SIGNET_PKCS11_PIN: softHsmPin,
  })
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'pipe' })
  run(
    'softhsm2-util',
    '--init-token',
    '--free',
    '--label',
    label,
    '--so-pin',
    '48151623',
    '--pin',
    softHsmPin,
  )
  const tool = (...args: string[]) =>
    run('pkcs11-tool', '--module', library, '--token-label', label, '--login', '--pin', softHsmPin, ...args)
  return {
    library,
    /** Puts a private key into the token. @param der PKCS#8 */
    bring(name: string, id: string, der: Buffer): void {
      const file = join(folder, `${name}.der`)
      writeFileSync(file, der)
      tool('--write-object', file, '--type', 'privkey', '--label', name, '--id', id, '--usage-sign')
    },
    /** Makes a key in the token, which never leaves it. */
    make: (name: string, id: string, curve = 'prime256v1') =>
      tool('--keypairgen', '--key-type', `EC:${curve}`, '--label', name, '--id', id, '--usage-sign'),
  }
}
