import { createPublicKey, type KeyObject } from 'node:crypto'
import { pointOfSpki } from '@/lib/signing/ed25519-spki'

/**
 * What proves an Ed25519 key, as text of its 32 bytes. The object that verifies takes over a kilobyte, which the heap
 * does not show, and is made of the text in 7 µs beside the 110 of a verification: so it is made at each use.
 */
export class PublicKeyProof {
  readonly kind = 'ed25519'
  readonly #point: string

  /** @param spki SubjectPublicKeyInfo @throws TypeError when it is none of an Ed25519 key */
  constructor(spki: Buffer) {
    const point = pointOfSpki(spki)
    if (!point) throw new TypeError('not the public key of an Ed25519 key')
    this.#point = point.toString('base64url')
  }

  /** A new one each time. */
  get publicKey(): KeyObject {
    // As JWK (RFC 8037 2): OpenSSL reads DER twelve times as long.
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: this.#point }, format: 'jwk' })
  }
}
