import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { findOldSecret, type OldSecret } from './find-old-secret'
import { type KeyRecord, toKeyRecord } from './key-record'
import { loadKey } from './load-key'

/** A key as its own page shows it. */
export type KeyDetail = KeyRecord & {
  oldSecret: OldSecret | null
}

/** One key. @throws AppError `not_found`, also for somebody else's */
export async function getKey(actor: Actor, id: string): Promise<KeyDetail> {
  authorize(actor, 'key:read:own')
  const now = clock.now()
  const row = await loadKey(database(), actor, id)
  return { ...toKeyRecord(row, now), oldSecret: await findOldSecret(actor, row.id, now) }
}
