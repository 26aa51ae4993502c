import { verify } from 'node:crypto'
import type { AcceptedPublicKey } from './read-public-key'

/**
 * Whether a signature as X.509 and PKCS#10 carry it holds: for ECDSA `r` and `s` in their one DER form (RFC 5480
 * appendix A), for RSA PKCS#1 v1.5 (RFC 8017 8.2).
 * @param hash as Node names it
 */
export function verifySignature(
  { key }: AcceptedPublicKey,
  hash: string,
  signed: Uint8Array,
  signature: Uint8Array,
): boolean {
  return verify(hash, signed, { key, dsaEncoding: 'der' }, signature)
}
