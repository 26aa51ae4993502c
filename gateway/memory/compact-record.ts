import type { KeyProof, KeyRecord } from '@/lib/verify/key-record'

/** More are not told apart from what only one key has. */
const mostShared = 1_000
const shared = new Map<string, string>()

/** The same key in less memory: every row brings its own copy of the same few words, and bytes cut out of a block. */
export function compactRecord(record: KeyRecord): KeyRecord {
  const { proof, previous, passphraseHash } = record
  return {
    ...record,
    environment: share(record.environment),
    dialect: share(record.dialect),
    permissions: record.permissions.map(share),
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
  const known = shared.get(word)
  if (known !== undefined) return known as T
  if (shared.size < mostShared) shared.set(word, word)
  return word
}
