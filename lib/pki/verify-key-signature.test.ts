import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openssl } from '@/test/openssl'
import { signingCommand } from './signing-command'
import { verifyKeySignature } from './verify-key-signature'

const text = 'signet:certificate-revoke:v1\nhttps://keys.example\n4a11\n100%s "n" $HOME `id` \\n\nz'
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve })
const keys = {
  'P-256': ec('P-256'),
  'P-384': ec('P-384'),
  'RSA-3072': generateKeyPairSync('rsa', { modulusLength: 3072 }),
}
const other = ec('P-256')
const spki = (key: KeyObject) => key.export({ format: 'der', type: 'spki' })
const signed = (key: KeyObject, what: string, dsaEncoding: 'der' | 'ieee-p1363' = 'der', hash = 'sha256') =>
  Uint8Array.from(sign(hash, Buffer.from(what), { key, dsaEncoding }))

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'signet-sign-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe.each(Object.entries(keys))('a key of %s', (_kind, { publicKey, privateKey }) => {
  const check = (signature: Uint8Array<ArrayBuffer>, what = text, key = publicKey) =>
    verifyKeySignature(spki(key), what, signature)

  test('signs as OpenSSL and as a browser does', () => {
    expect(check(signed(privateKey, text))).toBe(true)
    expect(check(signed(privateKey, text, 'ieee-p1363'))).toBe(true)
  })

  test('signs by the command that the page shows, from PEM and from PKCS #12', () => {
    writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const at = { cwd: folder }
    openssl('req -x509 -key key.pem -days 1 -subj /CN=x -out own.pem', at)
    openssl('pkcs12 -export -inkey key.pem -in own.pem -passout pass: -out key.p12', at)
    for (const name of ['key.pem', 'key.p12']) {
      const command = signingCommand(text, name).replace('-sign', '-passin pass: -sign')
      const printed = execFileSync('sh', ['-c', command], { ...at, encoding: 'utf8', stdio: 'pipe' })
      expect(check(Uint8Array.from(Buffer.from(printed, 'base64')))).toBe(true)
    }
  })

  test('a line break at the end is no other text; anything else is', () => {
    expect(check(signed(privateKey, `${text}\n`))).toBe(true)
    for (const changed of [
      `${text}\n\n`,
      `${text} `,
      `\n${text}`,
      text.slice(1),
      text.replace('4a11', '4a12'),
    ])
      expect(check(signed(privateKey, changed))).toBe(false)
  })

  test('another key, another hash, and nonsense prove nothing', () => {
    expect(check(signed(privateKey, text), text, other.publicKey)).toBe(false)
    expect(check(signed(other.privateKey, text))).toBe(false)
    expect(check(signed(privateKey, text, 'der', 'sha512'))).toBe(false)
    for (const length of [0, 1, 63, 64, 65, 72, 96, 384, 512])
      expect(check(new Uint8Array(length))).toBe(false)
  })
})

test('a key of a kind that no certificate has proves nothing', () => {
  const ed = generateKeyPairSync('ed25519')
  expect(
    verifyKeySignature(
      spki(ed.publicKey),
      text,
      Uint8Array.from(sign(null, Buffer.from(text), ed.privateKey)),
    ),
  ).toBe(false)
  const k1 = ec('secp256k1')
  expect(verifyKeySignature(spki(k1.publicKey), text, signed(k1.privateKey, text))).toBe(false)
})

test.each([
  ["it's", 'key.pem'],
  ['text', 'my key.pem'],
  ['text', 'key.pem; rm'],
  ['text', ''],
])('no command for %j and %j', (what, name) => {
  expect(() => signingCommand(what, name)).toThrow(TypeError)
})
