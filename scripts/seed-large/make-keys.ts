import { createHash } from 'node:crypto'
import { createBase58check } from '@scure/base'
import { addSeconds } from '@/lib/clock'
import { policy } from '@/lib/policies/policy'
import { makeCredential } from './make-credential'
import type { Circumstances, MadeCustomer } from './make-customer'
import type { Batch } from './tables'

/** What an event can be about. */
export type MadeKey = { id: string; name: string; accessKey: string }

const base58 = createBase58check((bytes: Uint8Array) => createHash('sha256').update(bytes).digest())
const purposes = ['Rebalancer', 'Market data', 'Grid', '報價', '自動下單', 'Backup', 'Excel', '對帳'] as const
const daySeconds = 86_400

/** So many keys, of which as many are active as a customer may have at most. */
export function makeKeys(
  batch: Batch,
  count: number,
  { id: customerId, createdAt: openedAt, random }: MadeCustomer,
  { now }: Circumstances,
): MadeKey[] {
  const { maxActiveKeys, permissionPresets } = policy()
  const active = Math.min(maxActiveKeys, Math.ceil(count * 0.4))
  const openDays = (now.getTime() - openedAt.getTime()) / 1000 / daySeconds
  return Array.from({ length: count }, (_, number) => {
    const slot = number < active ? number + 1 : null
    const createdAt = random.daysAgo(now, openDays)
    const id = random.id(createdAt)
    const accessKey = `sgk_${base58.encode(random.bytes(16))}`
    const credential = makeCredential(random, id, customerId)
    const name = `${random.pick(purposes)} ${number + 1}`
    const deletedAt = slot === null && random.chance(0.3) ? random.daysAgo(now, openDays) : null
    const addresses = random.chance(0.4) ? [`192.0.2.${random.below(256)}`, '198.51.100.0/24'] : []
    // Some of the active ones ended lately: they hold their slot until it is needed.
    const lastDay = Math.floor(now.getTime() / 1000 / daySeconds) + random.below(400) - 20
    const validBefore = random.chance(0.3) ? new Date((lastDay * 24 - 8) * 3600 * 1000) : null
    batch.api_key.push([
      id,
      customerId,
      accessKey,
      name,
      credential.dialect,
      credential.kind,
      credential.passphraseHash,
      permissionPresets[random.below(permissionPresets.length)]?.permissions ?? [],
      addresses.length > 0 ? 'only' : 'anywhere',
      addresses,
      validBefore ? 'between' : 'always',
      validBefore,
      slot === null ? 'inactive' : 'active',
      slot,
      addSeconds(createdAt, 30),
      createdAt,
      deletedAt ?? createdAt,
      deletedAt,
    ])
    if (!deletedAt) {
      const { sealed, publicKey, secretHash } = credential
      batch.api_key_secret.push([id, sealed, publicKey, secretHash, createdAt])
    }
    return { id, name, accessKey }
  })
}
