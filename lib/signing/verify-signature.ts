import { createHmac, type KeyObject, timingSafeEqual, verify } from 'node:crypto'
import type { SignedCredentials } from './request'

/** What a signing key is verified with. */
export type VerifyingKey =
  /** The secret as the customer was shown it, or its bytes: as a text it takes a quarter of the memory. */
  { kind: 'hmac'; secret: string | Uint8Array } | { kind: 'ed25519'; publicKey: KeyObject }

/**
 * Whether a signature covers the bytes. The key says what it is good for: a signature of the other kind never holds,
 * nor does one over a body that was not seen. HMACs are compared in constant time.
 */
export function verifySignature(
  { algorithm, signature, signedString }: Pick<SignedCredentials, 'algorithm' | 'signature' | 'signedString'>,
  key: VerifyingKey,
): boolean {
  if (!signature || !signedString) return false
  if (algorithm === 'ed25519') {
    if (key.kind !== 'ed25519') return false
    // Read once: it may be imported each time.
    const { publicKey } = key
    // RFC 8032 5.1.7, which also refuses a second form of the same signature (S out of range).
    return publicKey.asymmetricKeyType === 'ed25519' && verify(null, signedString, publicKey, signature)
  }
  if (key.kind !== 'hmac') return false
  const hash = algorithm === 'hmac-sha512' ? 'sha512' : 'sha256'
  const expected = createHmac(hash, key.secret).update(signedString).digest()
  return expected.length === signature.length && timingSafeEqual(expected, signature)
}
