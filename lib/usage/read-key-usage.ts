import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { database } from '@/lib/db/client'
import { loadKey } from '@/lib/keys/load-key'
import { countsOf, type UsageSlot } from './counts-of'
import { type ListedRefusal, refusalsOf } from './refusals-of'
import type { UsageQuery } from './schema'

export type KeyUsage = {
  /** Null for a key that was never let in. */
  lastUse: { at: Date; address: string } | null
  /** The period's hours or days, the oldest first, those without a request too. */
  slots: UsageSlot[]
  refusals: ListedRefusal[]
  /** Give it as `before` for older refusals; null on the last page. */
  older: string | null
}

/**
 * How a key was used, by its owner or for staff: when it was last let in, how often in the period, and what was
 * refused, the newest first.
 * @throws AppError `not_found`, also for somebody else's
 */
export async function readKeyUsage(
  actor: Actor,
  keyId: string,
  { period, before }: UsageQuery,
): Promise<KeyUsage> {
  if (actor.kind === 'staff') authorize(actor, 'customer:read')
  else authorize(actor, 'key:read:own')
  const { id } = await loadKey(database(), actor, keyId)
  const [lastUse, slots, refusals] = await Promise.all([
    database().keyUse.findUnique({ where: { apiKeyId: id }, select: { at: true, address: true } }),
    countsOf(id, period),
    refusalsOf(id, before),
  ])
  return { lastUse, slots, ...refusals }
}
