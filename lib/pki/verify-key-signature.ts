import { createPublicKey, verify } from 'node:crypto'
import type { Bytes } from './bytes'

/**
 * Whether `signature` is one over `text` with SHA-256, by any kind of key that this CA certifies: ECDSA as WebCrypto
 * writes it (`r | s`) or as OpenSSL does (DER), RSA with PKCS #1 v1.5 padding. The text may end with a line break:
 * most ways to save one add it.
 * @param publicKeyDer SubjectPublicKeyInfo
 */
export function verifyKeySignature(publicKeyDer: Uint8Array, text: string, signature: Bytes): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKeyDer), format: 'der', type: 'spki' })
  const coordinateBytes = { prime256v1: 32, secp384r1: 48 }[key.asymmetricKeyDetails?.namedCurve ?? '']
  if (!coordinateBytes && key.asymmetricKeyType !== 'rsa') return false
  const isPlain = coordinateBytes !== undefined && signature.length === 2 * coordinateBytes
  const dsaEncoding = isPlain ? 'ieee-p1363' : 'der'
  return [text, `${text}\n`].some((signed) =>
    verify('sha256', Buffer.from(signed), { key, dsaEncoding }, signature),
  )
}
