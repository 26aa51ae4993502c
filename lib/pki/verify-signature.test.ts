import { expect, test } from 'vitest'
import { signatureVectors } from '@/test/wycheproof'
import { readPublicKey } from './read-public-key'
import { readDer } from './strict-der'
import { verifySignature } from './verify-signature'

test('the proof of possession agrees with Wycheproof on every signature in DER', () => {
  const vectors = signatureVectors('der')
  const different = vectors.filter(({ publicKeyDer, message, signature, holds }) => {
    // By the path that a request's own key takes.
    const key = readPublicKey(readDer(publicKeyDer))
    return verifySignature(key, 'sha256', message, signature) !== holds
  })
  expect(different.map(({ what }) => what)).toEqual([])
  expect(vectors).toHaveLength(484)
  expect(new Set(vectors.map(({ holds }) => holds)).size).toBe(2)
})
