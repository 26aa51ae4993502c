import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { type Comparison, compareSigned, type KeyOfSigner } from '@/lib/signing/compare/compare-signed'
import type { CompareSignedInput } from '@/lib/signing/schema'
import { getKey } from './get-key'
import type { KeyRecord } from './key-record'

/** How a key signs; null for one that sends its secret instead. */
export function signingOf({ dialect, kind }: Pick<KeyRecord, 'dialect' | 'kind'>): KeyOfSigner | null {
  return dialect === 'basic' ? null : { dialect, kind: kind === 'ed25519' ? 'ed25519' : 'hmac' }
}

/**
 * Holds what a customer's program signed against what the gateway would build of the same request. Reads no secret
 * and writes nothing down.
 * @returns null for a key that signs nothing
 * @throws AppError `not_found`, also for somebody else's
 */
export async function compareKeySignature(
  actor: Actor,
  { id, signed, body, ...described }: CompareSignedInput,
): Promise<{ signing: KeyOfSigner; comparison: Comparison } | null> {
  const key = await getKey(actor, id)
  const signing = signingOf(key)
  if (!signing) return null
  const request = { accessKey: key.accessKey, ...described, body: Buffer.from(body) }
  return { signing, comparison: compareSigned(signing, request, Buffer.from(signed)) }
}
