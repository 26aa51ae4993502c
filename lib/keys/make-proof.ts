import 'server-only'
import type { KeyKind } from '@/lib/signing/dialects'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { seal } from '@/lib/vault/seal'
import { newSecret } from './credentials'
import { secretContext } from './secret-context'

/** What proves that somebody has a key, as it is stored. */
export type StoredProof = {
  /** Only of `hmac`, which has to be computed with. */
  sealed: Buffer<ArrayBuffer> | null
  /** SubjectPublicKeyInfo. */
  publicKey: Buffer<ArrayBuffer> | null
  /** Of every secret: a leaked one is found by it. */
  secretHash: Buffer<ArrayBuffer> | null
}

/**
 * Makes what proves a key of this kind.
 * @param key whose it is, which a sealed secret is bound to
 * @param publicKey SubjectPublicKeyInfo in base64, for `ed25519`: of such a key there is no secret here
 * @returns the secret too, to be shown once; null where its owner has it already
 */
export function makeProof(
  kind: KeyKind,
  key: { id: string; customerId: string },
  publicKey: string | null,
): { secret: string | null; proof: StoredProof } {
  if (kind === 'ed25519') {
    if (publicKey === null) throw new TypeError('an Ed25519 key is made of a public key')
    const spki = Buffer.from(publicKey, 'base64') as Buffer<ArrayBuffer>
    return { secret: null, proof: { sealed: null, publicKey: spki, secretHash: null } }
  }
  const secret = newSecret()
  const sealed = kind === 'hmac' ? seal(secret, secretContext(key.id, key.customerId)) : null
  return { secret, proof: { sealed, publicKey: null, secretHash: keyedHash('api-secret', secret) } }
}
