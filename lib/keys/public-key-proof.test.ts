import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { verifySignature } from '@/lib/signing/verify-signature'
import { PublicKeyProof } from './public-key-proof'

const spkiOf = (key: KeyObject) => key.export({ type: 'spki', format: 'der' })

test('is the key that it was made of, in 43 characters', () => {
  for (let n = 0; n < 100; n += 1) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const proof = new PublicKeyProof(spkiOf(publicKey))
    expect(proof.publicKey.equals(publicKey)).toBe(true)
    const signedString = Buffer.from(`message ${n}`)
    const signature = sign(null, signedString, privateKey)
    expect(verifySignature({ algorithm: 'ed25519', signature, signedString }, proof)).toBe(true)
    const another = new PublicKeyProof(spkiOf(generateKeyPairSync('ed25519').publicKey))
    expect(verifySignature({ algorithm: 'ed25519', signature, signedString }, another)).toBe(false)
  }
})

test('keeps nothing alive of the block that the bytes were read into', () => {
  const { publicKey } = generateKeyPairSync('ed25519')
  const block = Buffer.alloc(8192)
  spkiOf(publicKey).copy(block, 100)
  const proof = new PublicKeyProof(block.subarray(100, 144))
  block.fill(0)
  expect(proof.publicKey.equals(publicKey)).toBe(true)
})

test.each([
  ['of another algorithm', spkiOf(generateKeyPairSync('x25519').publicKey)],
  ['of another length', spkiOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)],
  ['cut short', spkiOf(generateKeyPairSync('ed25519').publicKey).subarray(0, 43)],
  ['followed by more', Buffer.concat([spkiOf(generateKeyPairSync('ed25519').publicKey), Buffer.alloc(1)])],
  ['nothing', Buffer.alloc(0)],
])('what is %s is refused', (_, spki) => {
  expect(() => new PublicKeyProof(spki)).toThrow(TypeError)
})
