import type { KeyProof, KeyRecord } from '@/lib/verify/key-record'

/** More are not told apart from what only one key has. */
const mostShared = 1_000
const words = new Map<string, string>()
const dates = new Map<number, Date>()

/**
 * The same key in less memory: every row brings its own copy of the same few words and days, bytes cut out of a block,
 * and lists with room for more.
 */
export function compactRecord(record: KeyRecord): KeyRecord {
  const { proof, previous, passphraseHash, allowlist, validFrom, validBefore } = record
  return {
    ...record,
    environment: share(record.environment),
    dialect: share(record.dialect),
    permissions: record.permissions.map(share),
    // Filled one by one it has room for sixteen more.
    allowlist: allowlist && [...allowlist],
    validFrom: validFrom && shareDate(validFrom),
    validBefore: validBefore && shareDate(validBefore),
    proof: proof && compactProof(proof),
    previous: previous && { ...previous, proof: compactProof(previous.proof) },
    passphraseHash: passphraseHash && ownBytes(passphraseHash),
  }
}

function compactProof(proof: KeyProof): KeyProof {
  if (proof.kind === 'hashed') return { kind: 'hashed', hash: ownBytes(proof.hash) }
  return proof
}

/** A `Buffer` keeps the whole block alive that it is a part of. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes)
}

/** One copy of a word that many keys have. */
function share<T extends string>(word: T): T {
  return shared(words, word, word) as T
}

/** One copy of an instant: windows begin and end with a day. */
function shareDate(date: Date): Date {
  return shared(dates, date.getTime(), date)
}

function shared<Key, Value>(known: Map<Key, Value>, key: Key, value: Value): Value {
  const one = known.get(key)
  if (one !== undefined) return one
  if (known.size < mostShared) known.set(key, value)
  return value
}
