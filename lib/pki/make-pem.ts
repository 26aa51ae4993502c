import type { Bytes } from './bytes'
import { toPem } from './pem'

/**
 * A PEM file (RFC 7468): the locked key first, as most servers and clients expect it, then the certificates.
 * @param lockedKey EncryptedPrivateKeyInfo in DER
 * @param chain in DER, the key's own certificate first, its issuers after it
 */
export function makePem(lockedKey: Bytes, chain: Bytes[]): string {
  return toPem('ENCRYPTED PRIVATE KEY', lockedKey) + chain.map((der) => toPem('CERTIFICATE', der)).join('')
}
