import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { writeEncryptedKey } from '@/lib/certificates/key-file'
import type { CaCommand, OptionValues } from './command'
import { crl } from './crl'
import { importCommand } from './import'
import { offline } from './offline'
import { rotate } from './rotate'

const folder = mkdtempSync(join(tmpdir(), 'signet-prepare-'))
const file = (name: string, text = '') => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const refusal = (command: CaCommand, values: OptionValues) =>
  (async () => command.prepare(values))().then(
    () => 'accepted',
    ({ name, message }: Error) => `${name}: ${message}`,
  )

afterEach(() => {
  delete process.env.SIGNET_ROOT_PASSPHRASE
  delete process.env.SIGNET_IMPORT_PASSPHRASE_FILE
})

describe('what is called wrongly is refused before anything is opened', () => {
  test.each<[string, CaCommand, OptionValues, RegExp]>([
    ['rotate', rotate, { from: 'tomorrow' }, /^UsageError: --from is a date such as 2027-03-01/],
    ['rotate', rotate, { from: '2027-02-29' }, /^UsageError: --from is a date/],
    ['rotate', rotate, { years: '21' }, /^UsageError: --years is a whole number of years from 1 to 20/],
    ['rotate', rotate, { 'root-years': '10' }, /^UsageError: --root-years goes with --new-root/],
    ['offline', offline, {}, /^UsageError: --root-key is missing/],
    ['crl', crl, { 'root-key': 'x' }, /^UsageError: --root-key goes with --root/],
    ['import', importCommand, {}, /^UsageError: --certificate is missing/],
    ['import', importCommand, { certificate: 'a.pem' }, /^UsageError: --key is missing/],
    [
      'import',
      importCommand,
      { certificate: '/none.pem', key: 'k' },
      /^StartError: .*\/none\.pem \(ENOENT\)/,
    ],
  ])('%s %#', async (_name, command, values, words) => {
    expect(await refusal(command, values)).toMatch(words)
  })
})

describe('a passphrase', () => {
  test('is not guessed where there is no terminal to ask at', async () => {
    expect(await refusal(offline, { 'root-key': join(folder, 'root.pem') })).toMatch(
      /^StartError: A passphrase is wanted for the root key .*SIGNET_ROOT_PASSPHRASE/,
    )
  })

  test('of a new file is a strong one', async () => {
    process.env.SIGNET_ROOT_PASSPHRASE = 'aaaaaaaaaaaaaaaaaaaaaaaa'
    expect(await refusal(offline, { 'root-key': join(folder, 'root.pem') })).toMatch(
      /^StartError: .* is weak/,
    )
  })

  test('comes from the file that the option names, before the environment', async () => {
    process.env.SIGNET_ROOT_PASSPHRASE = 'weak'
    const strong = file('strong.txt', 'the-safe-is-on-floor-4\n')
    const values = { 'root-key': join(folder, 'root.pem'), 'root-passphrase-file': strong }
    expect(await refusal(offline, values)).toBe('accepted')
    expect(await refusal(offline, { ...values, 'root-passphrase-file': '/none' })).toMatch(
      /\/none \(ENOENT\)/,
    )
  })
})

describe('the key that is brought', () => {
  const certificate = file('ca.pem', 'no certificate: that is judged later')
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = (options: object) =>
    privateKey.export({ format: 'pem', ...options } as never) as unknown as string

  test('must be encrypted PKCS#8, and open', async () => {
    process.env.SIGNET_IMPORT_PASSPHRASE_FILE = file('passphrase.txt', 'of-the-other-ca\n')
    const bring = (key: string) => refusal(importCommand, { certificate, key })
    expect(await bring(file('plain.pem', pem({ type: 'pkcs8' })))).toMatch(/is not an encrypted PKCS#8 key/)
    const old = pem({ type: 'sec1', cipher: 'aes-128-cbc', passphrase: 'of-the-other-ca' })
    expect(await bring(file('old.pem', old))).toMatch(/is not an encrypted PKCS#8 key/)
    expect(await bring(join(folder, 'none.pem'))).toMatch(/none\.pem \(ENOENT\)/)
    await writeEncryptedKey(join(folder, 'good.pem'), privateKey, 'of-the-other-ca')
    expect(await bring(join(folder, 'good.pem'))).toBe('accepted')
    await writeEncryptedKey(join(folder, 'other.pem'), privateKey, 'of-quite-another')
    expect(await bring(join(folder, 'other.pem'))).toMatch(
      /^StartError: The passphrase does not open .*other\.pem/,
    )
  })
})
