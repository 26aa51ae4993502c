import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inMemoryCa } from '@/test/in-memory-ca'
import { openssl } from '@/test/openssl'
import { makePkcs12 } from './make-pkcs12'
import { openKeyFile } from './open-key-file'
import { encryptPrivateKey } from './password-encryption'
import { toPem } from './pem'
import { serialNumberHex } from './serial-number'
import { verifyKeySignature } from './verify-key-signature'

const password = 'A correct-horse 1!'
let folder: string
let made: Awaited<ReturnType<Awaited<ReturnType<typeof inMemoryCa>>['issue']>>
let publicKey: Uint8Array

/** Whether what was opened signs for this certificate, and gives nothing away. */
async function signsFor(file: Uint8Array, expected: { serialNumber: string; publicKey: Uint8Array }) {
  const { serialNumber, privateKey } = await openKeyFile(Uint8Array.from(file), password)
  expect(serialNumber).toBe(expected.serialNumber)
  expect(privateKey.extractable).toBe(false)
  const algorithm =
    privateKey.algorithm.name === 'ECDSA' ? { name: 'ECDSA', hash: 'SHA-256' } : privateKey.algorithm
  const signature = await crypto.subtle.sign(algorithm, privateKey, Buffer.from('text'))
  expect(verifyKeySignature(expected.publicKey, 'text', new Uint8Array(signature))).toBe(true)
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'signet-open-'))
  const ca = await inMemoryCa(new Date())
  made = await ca.issue({ serialNumber: 'A1', commonName: '王小明' })
  publicKey = new X509Certificate(Buffer.from(made.der)).publicKey.export({ type: 'spki', format: 'der' })
})
afterAll(() => rmSync(folder, { recursive: true }))

const mine = () => ({ serialNumber: serialNumberHex(made.serialNumber), publicKey })
const p12 = () =>
  makePkcs12({
    ...{ pkcs8: made.pkcs8, chain: made.chain, password, iterations: 100_000 },
    ...{ friendlyName: 'Signet', localKeyId: Uint8Array.of(1, 2) },
  })

test('a .p12 of our own', async () => {
  await signsFor(await p12(), mine())
})

test('a PEM file of our own', async () => {
  const key = toPem('ENCRYPTED PRIVATE KEY', await encryptPrivateKey(made.pkcs8, password, 100_000))
  const text = key + made.chain.map((der) => toPem('CERTIFICATE', der)).join('')
  await signsFor(Buffer.from(text), mine())
})

test.each([
  ['P-256', 'ec -pkeyopt ec_paramgen_curve:P-256'],
  ['P-384', 'ec -pkeyopt ec_paramgen_curve:P-384'],
  ['RSA', 'rsa:3072'],
])('a .p12 that OpenSSL made of a key of %s', async (_kind, kind) => {
  const at = { cwd: folder }
  openssl(`req -x509 -newkey ${kind} -nodes -days 1 -subj /CN=x -keyout key.pem -out own.pem`, at)
  writeFileSync(join(folder, 'password'), password)
  openssl('pkcs12 -export -inkey key.pem -in own.pem -passout file:password -out key.p12', at)
  const own = new X509Certificate(readFileSync(join(folder, 'own.pem')))
  await signsFor(readFileSync(join(folder, 'key.p12')), {
    serialNumber: own.serialNumber.toLowerCase(),
    publicKey: own.publicKey.export({ type: 'spki', format: 'der' }),
  })
})

describe('is refused', () => {
  test('another password', async () => {
    await expect(openKeyFile(await p12(), 'another')).rejects.toThrow()
  })
  test('a file that was changed', async () => {
    const file = await p12()
    file[file.length >> 1] = (file[file.length >> 1] ?? 0) ^ 1
    await expect(openKeyFile(file, password)).rejects.toThrow()
  })
  test.each(['', 'nonsense', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    '%j',
    async (text) => {
      await expect(openKeyFile(Uint8Array.from(Buffer.from(text)), password)).rejects.toThrow()
    },
  )
})
