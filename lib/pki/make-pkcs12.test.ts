import { execFileSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasCommand } from '@/test/has-command'
import { inMemoryCa } from '@/test/in-memory-ca'
import { openssl } from '@/test/openssl'
import { makePkcs12, type Pkcs12Input } from './make-pkcs12'
import { encryptPrivateKey } from './password-encryption'
import { toPem } from './pem'

const cwd = mkdtempSync(join(tmpdir(), 'signet-p12-'))
const password = 'A123456789'
let input: Pkcs12Input
let file: Uint8Array<ArrayBuffer>

const run = (command: string, ...parameters: string[]) =>
  execFileSync(command, parameters, { cwd, stdio: 'pipe', env: { ...process.env, LC_ALL: 'C' } }).toString()

beforeAll(async () => {
  const ca = await inMemoryCa(new Date())
  const { pkcs8, chain, serialNumber } = await ca.issue({ serialNumber: 'T1', commonName: '王小明' })
  input = {
    pkcs8,
    chain,
    password,
    friendlyName: 'Signet 憑證',
    localKeyId: serialNumber,
    iterations: 100_000,
  }
  file = await makePkcs12(input)
  writeFileSync(join(cwd, 'x.p12'), file)
})

describe('an exported file', () => {
  test('opens in openssl, with the algorithms and rounds that were meant, all three certificates', () => {
    const text = run('bash', '-c', `openssl pkcs12 -in x.p12 -passin pass:${password} -info -nodes 2>&1`)
    expect(text).toContain('MAC: sha256, Iteration 100000')
    expect(text).toContain(
      'Shrouded Keybag: PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256',
    )
    expect(text).toContain(
      'PKCS7 Encrypted data: PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256',
    )
    expect(text.match(/BEGIN CERTIFICATE/g)).toHaveLength(3)
    const keyIds = text.match(/localKeyID: .*/g) ?? []
    expect(keyIds).toHaveLength(2)
    expect(keyIds[0]).toBe(keyIds[1])
    expect(text).not.toMatch(/error/i)
  })

  test('does not open in openssl with a wrong password', () => {
    expect(() => openssl('pkcs12 -in x.p12 -passin pass:A123456788 -nodes', { cwd })).toThrow(
      /invalid password/,
    )
  })

  test('is DER from end to end', () => {
    expect(openssl('asn1parse -inform DER -in x.p12', { cwd }).toString()).not.toContain('inf')
  })

  test('opens in Node, and not with a wrong password', () => {
    const pfx = Buffer.from(file)
    expect(createSecureContext({ pfx, passphrase: password })).toBeDefined()
    expect(() => createSecureContext({ pfx, passphrase: 'wrong' })).toThrow(/mac verify failure/)
  })

  test.skipIf(!hasCommand('keytool'))(
    'opens in keytool with a chain of three, and not with a wrong password',
    () => {
      const list = (storepass: string) =>
        run('keytool', '-list', '-v', '-keystore', 'x.p12', '-storepass', storepass)
      expect(list(password)).toContain('Certificate chain length: 3')
      expect(() => list('wrong-password')).toThrow()
    },
  )

  test.skipIf(!hasCommand('certtool'))('opens in certtool, and not with a wrong password', () => {
    const info = (pass: string) =>
      run('certtool', '--p12-info', '--inder', '--infile', 'x.p12', '--password', pass)
    expect(info(password)).toContain('Type: PKCS #8 Encrypted key')
    expect(() => info('wrong-password')).toThrow()
  })

  test.skipIf(!hasCommand('pk12util'))('opens in NSS, and not with a wrong password', () => {
    const list = (pass: string) => run('pk12util', '-l', 'x.p12', '-W', pass)
    expect(list(password)).toContain('Friendly Name: Signet 憑證')
    expect(list(password).match(/^Certificate/gm)).toHaveLength(3)
    expect(() => list('wrong-password')).toThrow()
  })
})

describe('what it refuses to make', () => {
  test.each(['', '密碼', 'tab\t', 'é'])('a password that Java could not open: %o', async (bad) => {
    await expect(makePkcs12({ ...input, password: bad })).rejects.toThrow(RangeError)
  })

  test.each([99_999, 1_000_001])('%d rounds', async (iterations) => {
    await expect(makePkcs12({ ...input, iterations })).rejects.toThrow(RangeError)
  })
})

describe('a key in an encrypted file of its own', () => {
  test('opens in Node with its password alone', async () => {
    const key = toPem('ENCRYPTED PRIVATE KEY', await encryptPrivateKey(input.pkcs8, 'pass phrase', 600_000))
    const opened = createPrivateKey({ key, passphrase: 'pass phrase' }).export({
      type: 'pkcs8',
      format: 'der',
    })
    expect(opened.equals(input.pkcs8)).toBe(true)
    expect(() => createPrivateKey({ key, passphrase: 'another' })).toThrow()
    expect(openssl('asn1parse', { input: key }).toString()).toContain('0927C0')
  })
})
