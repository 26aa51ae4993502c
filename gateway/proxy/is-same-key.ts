import { isDeepStrictEqual } from 'node:util'
import type { KeyProof, KeyRecord } from '@/lib/verify/key-record'

/** Whether nothing of a key has changed that was looked at when a request was decided. */
export function isSameKey(one: KeyRecord, other: KeyRecord): boolean {
  const { proof: a, previous: _, ...facts } = one
  const { proof: b, previous: __, ...otherFacts } = other
  return isDeepStrictEqual(facts, otherFacts) && isSameProof(a, b)
}

function isSameProof(one: KeyProof | null, other: KeyProof | null): boolean {
  if (one?.kind !== 'ed25519' || other?.kind !== 'ed25519') return isDeepStrictEqual(one, other)
  return one.publicKey.equals(other.publicKey)
}
