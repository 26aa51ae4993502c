import { execFileSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { beforeAll, describe, expect, test } from 'vitest'
import { hasCommand } from '@/test/has-command'
import { inMemoryCa } from '@/test/in-memory-ca'
import { openssl } from '@/test/openssl'
import type { Bytes } from './bytes'
import { exportFileName, exportLabel } from './export-name'
import { lockKey, openLockedKey } from './locked-key'
import { makePem } from './make-pem'

// The signs that programs read wrongly first: quotes, a backslash, a space at the end.
const password = `a "longer" one's \\pass:word `
let issued: Awaited<ReturnType<Awaited<ReturnType<typeof inMemoryCa>>['issue']>>
let locked: Bytes

beforeAll(async () => {
  issued = await (await inMemoryCa(new Date())).issue({ serialNumber: 'T1', commonName: '王測試' })
  locked = await lockKey(issued.pkcs8, password, 100_000)
})

describe('a locked key', () => {
  test('opens with its password alone', async () => {
    expect(await openLockedKey(locked, password)).toEqual(issued.pkcs8)
    for (const wrong of ['', 'a', password.trim(), `${password} `])
      expect(await openLockedKey(locked, wrong).catch(() => null)).not.toEqual(issued.pkcs8)
  })

  test('opens in no other way when it was changed', async () => {
    const changed = Uint8Array.from(locked)
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
    expect(await openLockedKey(changed, password).catch(() => null)).not.toEqual(issued.pkcs8)
  })

  test.each([
    ['a password that Java could not open', '密碼', 100_000],
    ['no password', '', 100_000],
    ['too few rounds', password, 99_999],
    ['too many rounds', password, 1_000_001],
  ])('is not made with %s', async (_what, bad, rounds) => {
    await expect(lockKey(issued.pkcs8, bad, rounds)).rejects.toThrow(RangeError)
  })
})

describe('a PEM file', () => {
  test('opens in Node and OpenSSL, with the rounds that were meant and the whole chain', () => {
    const pem = makePem(locked, issued.chain)
    const key = createPrivateKey({ key: pem, passphrase: password })
    expect(key.export({ type: 'pkcs8', format: 'der' }).equals(issued.pkcs8)).toBe(true)
    expect(() => createPrivateKey({ key: pem, passphrase: 'wrong' })).toThrow()
    expect(createSecureContext({ key: pem, cert: pem, passphrase: password })).toBeDefined()

    const cwd = mkdtempSync(join(tmpdir(), 'signet-pem-'))
    writeFileSync(join(cwd, 'x.pem'), pem)
    writeFileSync(join(cwd, 'pass'), password)
    const text = openssl('asn1parse -in x.pem', { cwd }).toString()
    for (const part of ['PBES2', 'PBKDF2', 'hmacWithSHA256', 'aes-256-cbc', ':0186A0'])
      expect(text).toContain(part)
    expect(openssl('pkey -in x.pem -passin file:pass -noout -check', { cwd }).toString()).toContain('valid')
    const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g) ?? []
    expect(certificates).toHaveLength(3)
    const [own, issuer, root] = certificates.map((one) => new X509Certificate(one))
    expect(own?.checkPrivateKey(key)).toBe(true)
    expect(own?.checkIssued(issuer as X509Certificate)).toBe(true)
    expect(issuer?.checkIssued(root as X509Certificate)).toBe(true)
  })
})

test.skipIf(!hasCommand('certtool'))('a PEM file opens in GnuTLS, and not with a wrong password', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'signet-pem-'))
  writeFileSync(join(cwd, 'x.pem'), makePem(locked, issued.chain))
  const info = (pass: string) =>
    execFileSync('certtool', ['--key-info', '--infile', 'x.pem', '--password', pass], { cwd, stdio: 'pipe' })
  expect(info(password).toString()).toContain('EC/ECDSA')
  expect(() => info('wrong')).toThrow()
})

test('a file is named after its certificate', () => {
  const serialNumber = '4a3b2c1d'.padEnd(40, '0')
  expect(exportFileName(serialNumber, 'p12')).toBe('signet-4a3b2c1d.p12')
  expect(exportFileName(serialNumber, 'pem')).toBe('signet-4a3b2c1d.pem')
  expect(exportLabel(serialNumber)).toBe('Signet 4a3b2c1d')
})
