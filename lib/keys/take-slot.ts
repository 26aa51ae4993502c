import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { visibleTo } from '@/lib/access/visible-to'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { policy } from '@/lib/policies/policy'
import { hasEnded } from './status-of'

/**
 * The lowest free slot, after freeing those of keys whose last day is over. Call it under `lockCustomer`;
 * the unique constraint on customer and slot has the last word.
 * @throws AppError `key_limit_reached` when as many keys as the policy allows are active
 */
export async function takeSlot(tx: Tx, actor: CustomerActor, now: Date): Promise<number> {
  const max = policy().maxActiveKeys
  const holders = await tx.apiKey.findMany({
    where: { ...visibleTo(actor), slot: { not: null } },
    select: { id: true, slot: true, validBefore: true },
  })
  const taken = new Set(holders.filter((key) => !hasEnded(key, now)).map((key) => key.slot))
  if (taken.size >= max) throw new AppError('key_limit_reached', { values: { max } })

  const ended = holders.filter((key) => hasEnded(key, now)).map((key) => key.id)
  if (ended.length > 0) {
    await tx.apiKey.updateMany({ where: { ...visibleTo(actor), id: { in: ended } }, data: { slot: null } })
  }
  let slot = 1
  while (taken.has(slot)) slot += 1
  return slot
}
