import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import type { KeyProof, KeyRecord } from '@/lib/verify/key-record'
import { record } from '@/test/verify-input'
import { compactRecord } from './compact-record'

/** As a database driver gives it: a part of the block that it read. */
const partOfBlock = (bytes: number) => Buffer.alloc(8192, 7).subarray(100, 100 + bytes)

const proofs: [string, KeyProof | null][] = [
  ['a secret', { kind: 'hmac', secret: 'sgs_secret' }],
  ['a key pair', { kind: 'ed25519', publicKey: generateKeyPairSync('ed25519').publicKey }],
  ['a hash', { kind: 'hashed', hash: partOfBlock(32) }],
  ['nothing', null],
]

test.each(proofs)('a key that is proved by %s says the same, in bytes of its own', (_, proof) => {
  const previous = proof && {
    proof,
    madeAt: new Date('2026-11-25T00:00:00Z'),
    validBefore: new Date('2026-11-27T00:00:00Z'),
  }
  const key: KeyRecord = { ...record, proof, previous, passphraseHash: partOfBlock(20) }
  const compact = compactRecord(key)
  const plain = ({ passphraseHash, ...rest }: KeyRecord) => [
    rest,
    passphraseHash && Uint8Array.from(passphraseHash),
  ]
  expect(plain({ ...compact, proof: null, previous: null })).toEqual(
    plain({ ...key, proof: null, previous: null }),
  )
  expect(compact.previous?.validBefore).toEqual(previous?.validBefore)
  for (const [kept, given] of [
    [compact.proof, proof],
    [compact.previous?.proof, proof],
  ]) {
    if (given?.kind !== 'hashed' || kept?.kind !== 'hashed') {
      expect(kept ?? null).toEqual(given)
      continue
    }
    expect(Buffer.from(kept.hash)).toEqual(given.hash)
    expect(kept.hash.buffer.byteLength).toBe(kept.hash.length)
  }
  expect(compact.passphraseHash?.buffer.byteLength).toBe(20)
})

test('keys of the same days have the same two instants, whatever else they have', () => {
  const days = () => ({ validFrom: new Date('2026-01-01'), validBefore: new Date('2036-01-01') })
  const [one, other] = [
    { ...record, ...days() },
    { ...record, ...days(), permissions: [] },
  ].map(compactRecord)
  expect(one).toMatchObject(days())
  expect([one?.validFrom === other?.validFrom, one?.validBefore === other?.validBefore]).toEqual([true, true])
})

test('what many keys have is kept of a thousand days at most', () => {
  const from = Array.from({ length: 2_000 }, (_, day) => new Date(day * 86_400_000))
  const first = from.map((validFrom) => compactRecord({ ...record, validFrom }).validFrom)
  expect(first).toEqual(from)
  const again = from.map((day) => compactRecord({ ...record, validFrom: new Date(day) }).validFrom)
  expect(again).toEqual(from)
  const same = again.filter((day, at) => day === first[at]).length
  expect(same).toBeGreaterThan(900)
  expect(same).toBeLessThanOrEqual(1_000)
})
