import { createPublicKey, verify } from 'node:crypto'

/** ECDSA P-256 with SHA-256, `r | s` as WebCrypto makes it (64 bytes). False for any other key or length. */
export function verifyStepUpSignature(publicKeyDer: Uint8Array, text: string, signature: string): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKeyDer), format: 'der', type: 'spki' })
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return false
  const bytes = Buffer.from(signature, 'base64url')
  return bytes.length === 64 && verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, bytes)
}
