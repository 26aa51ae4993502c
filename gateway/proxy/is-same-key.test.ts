import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { readNetworks } from '@/lib/net/addresses-cover'
import type { KeyRecord } from '@/lib/verify/key-record'
import { hmac, record } from '@/test/verify-input'
import { isSameKey } from './is-same-key'

const { publicKey } = generateKeyPairSync('ed25519')
const again = () => ({ ...structuredClone({ ...record, proof: null }), proof: hmac('sgs_secret') })
const withKey = (key = publicKey): KeyRecord => ({ ...record, proof: { kind: 'ed25519', publicKey: key } })

test.each<[what: string, same: boolean, one: KeyRecord, other: KeyRecord]>([
  [
    'read twice',
    true,
    { ...record, allowlist: readNetworks(['10.0.0.0/8']) },
    { ...again(), allowlist: readNetworks(['10.0.0.0/8']) },
  ],
  ['another secret', false, record, { ...again(), proof: hmac('sgs_another') }],
  ['another permission', false, record, { ...again(), permissions: ['orders.trade'] }],
  ['another address', false, record, { ...again(), allowlist: readNetworks(['10.0.0.1']) }],
  ['another day', false, record, { ...again(), validBefore: new Date('2027-01-01T00:00:00Z') }],
  ['turned off', false, record, { ...again(), on: false }],
  ['the same public key', true, withKey(), withKey()],
  ['another public key', false, withKey(), withKey(generateKeyPairSync('ed25519').publicKey)],
  ['a public key in place of a secret', false, record, withKey()],
])('%s', (_, same, one, other) => {
  expect(isSameKey(one, other)).toBe(same)
})
