import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import { newAccessKey } from '@/lib/keys/credentials'
import { insertKey } from '@/lib/keys/insert-key'
import { makeProof } from '@/lib/keys/make-proof'
import { testCustomer } from '@/test/customer'

export type BenchKey = { accessKey: string; secret: string | KeyObject }

/** So many keys of one customer, with everything that a decision looks at: an allowlist, a window, a permission. */
export async function makeKeys(kind: 'hmac' | 'ed25519', count: number): Promise<BenchKey[]> {
  const { customerId } = await testCustomer()
  const now = clock.now()
  const keys: BenchKey[] = []
  for (let slot = 1; slot <= count; slot += 1) {
    const id = newId()
    const accessKey = newAccessKey()
    const pair = kind === 'ed25519' ? generateKeyPairSync('ed25519') : null
    const spki = pair?.publicKey.export({ type: 'spki', format: 'der' }).toString('base64') ?? null
    const { secret, proof } = makeProof(kind, { id, customerId }, spki)
    const about = { name: 'Bench', dialect: 'signet', environment: 'live', passphraseHash: null } as const
    const window = { validFrom: new Date('2026-01-01'), validBefore: new Date('2036-01-01') }
    const limits = { permissions: ['orders.read', 'orders.trade'], addresses: ['203.0.113.0/24'] }
    await insertKey(
      database(),
      { id, customerId, accessKey, kind, ...about, ...window, ...limits, slot, createdAt: now },
      proof,
    )
    const proven = secret ?? pair?.privateKey
    if (!proven) throw new Error('a key without a secret')
    keys.push({ accessKey, secret: proven })
  }
  return keys
}
