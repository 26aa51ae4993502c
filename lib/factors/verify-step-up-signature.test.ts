import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { signedText } from '@/lib/pki/signed-text'
import { signatureVectors } from '@/test/wycheproof'
import { verifyStepUpSignature } from './verify-step-up-signature'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const der = publicKey.export({ format: 'der', type: 'spki' })
const parts = {
  purpose: 'key-create',
  origin: 'https://keys.example',
  serialNumber: '4a11',
  nonce: 'bm9uY2U',
  expiresAt: '2026-11-21T00:05:00.000Z',
  digest: 'ZGlnZXN0',
}
const others = {
  purpose: ['key-widen', 'certificate-issue', 'certificate-revoke', 'sign-in', ''],
  origin: ['https://keys.example.evil', 'http://keys.example', ''],
  serialNumber: ['4a12', '4A11', ''],
  nonce: ['bm9uY2V', ''],
  expiresAt: ['2026-11-21T00:05:00.001Z', '2027-11-21T00:05:00.000Z'],
  digest: ['ZGlnZXN1', ''],
}
const make = (text: string) =>
  sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')
const right = make(signedText(parts))

test('a signature by the key over the text is accepted', () => {
  expect(verifyStepUpSignature(der, signedText(parts), right)).toBe(true)
})

describe.each(Object.entries(others))('made for one %s', (name, values) => {
  test.each(values)('it fails for %j', (value) => {
    expect(verifyStepUpSignature(der, signedText({ ...parts, [name]: value }), right)).toBe(false)
  })
})

const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
const spki = (key: typeof publicKey) => key.export({ format: 'der', type: 'spki' })

test.each([
  ['another key of the same kind', spki(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey), right],
  [
    'a P-384 key, though its own signature is right',
    spki(p384.publicKey),
    sign('sha256', Buffer.from(signedText(parts)), {
      key: p384.privateKey,
      dsaEncoding: 'ieee-p1363',
    }).toString('base64url'),
  ],
  ['a DER signature', der, sign('sha256', Buffer.from(signedText(parts)), privateKey).toString('base64url')],
  ['a bare nonce', der, make(parts.nonce)],
  ['zeros', der, Buffer.alloc(64).toString('base64url')],
  ['nothing', der, ''],
  [
    'one byte more',
    der,
    Buffer.concat([Buffer.from(right, 'base64url'), Buffer.alloc(1)]).toString('base64url'),
  ],
])('%s is refused', (_what, key, signature) => {
  expect(verifyStepUpSignature(key, signedText(parts), signature)).toBe(false)
})

test('it agrees with Wycheproof on every signature in the form of WebCrypto', () => {
  const vectors = signatureVectors('p1363')
  const different = vectors.filter(
    ({ publicKeyDer, message, signature, holds }) =>
      verifyStepUpSignature(publicKeyDer, message.toString('utf8'), signature.toString('base64url')) !==
      holds,
  )
  expect(different.map(({ what }) => what)).toEqual([])
  expect(vectors).toHaveLength(262)
})
