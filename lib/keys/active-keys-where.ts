import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { visibleTo } from '@/lib/access/visible-to'
import type { Prisma } from '@/lib/db/client'

/**
 * The keys that count towards the cap: they hold a slot and their last day is not over. A key whose last day
 * is over keeps its slot until somebody needs one.
 */
export function activeKeysWhere(actor: CustomerActor, now: Date): Prisma.ApiKeyWhereInput {
  return { ...visibleTo(actor), ...activeAt(now) }
}

/** The same, whoever's they are. */
export function activeAt(now: Date): Prisma.ApiKeyWhereInput {
  return { slot: { not: null }, OR: [{ validBefore: null }, { validBefore: { gt: now } }] }
}
