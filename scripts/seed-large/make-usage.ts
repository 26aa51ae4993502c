import { usageLimits } from '@/lib/usage/limits'
import type { Circumstances, MadeCustomer } from './make-customer'
import type { MadeKey } from './make-keys'
import type { Batch } from './tables'

const hourMs = 3_600_000
const keptDays = 85
/** Of keys: who wants more rows to look at makes more keys. */
const share = { used: 0.3, busy: 0.01 }
const reasons = ['ip_not_allowed', 'bad_signature', 'timestamp_out_of_window', 'permission_missing'] as const

/** When keys were last used; of a few, how often by the hour, and what was refused. */
export function makeUsage(
  batch: Batch,
  keys: MadeKey[],
  { id: customerId, random }: MadeCustomer,
  { now }: Circumstances,
): void {
  for (const { id } of keys) {
    if (!random.chance(share.used)) continue
    const address = `192.0.2.${random.below(256)}`
    const last = random.daysAgo(now, 200)
    batch.key_use.push([id, last, address])
    batch.key_address.push([id, address, last, last])
    if (!random.chance(share.busy / share.used)) continue
    const busyHours = new Set(
      Array.from({ length: 24 }, () => Math.floor(random.daysAgo(now, keptDays).getTime() / hourMs)),
    )
    for (const hour of busyHours)
      batch.usage_hour.push([id, new Date(hour * hourMs), random.below(500), random.below(3)])
    for (let left = random.below(usageLimits.refusalsPerMinute); left > 0; left--) {
      const at = random.daysAgo(now, keptDays)
      const reason = random.pick(reasons)
      batch.refusal.push([
        ...[random.id(at), at, id, customerId, reason, 'GET', '/v1/orders', address],
        ...[random.below(2_000) - 1_000, 'orders.read', random.hex(16)],
      ])
    }
  }
}
