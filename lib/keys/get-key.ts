import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { type KeyRecord, toKeyRecord } from './key-record'
import { loadKey } from './load-key'

/** One key. @throws AppError `not_found`, also for somebody else's */
export async function getKey(actor: Actor, id: string): Promise<KeyRecord> {
  authorize(actor, 'key:read:own')
  return toKeyRecord(await loadKey(database(), actor, id), clock.now())
}
