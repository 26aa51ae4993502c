import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { activeKeysWhere } from './active-keys-where'

/** How many of the customer's keys count towards the cap, those not yet valid too. */
export async function countActiveKeys(actor: Actor): Promise<number> {
  authorize(actor, 'key:read:own')
  return database().apiKey.count({ where: activeKeysWhere(actor, clock.now()) })
}
