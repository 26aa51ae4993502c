import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { type KeyRecord, toKeyRecord } from './key-record'
import { loadKey } from './load-key'

/** A key as its own page shows it. */
export type KeyDetail = KeyRecord & {
  /** What a rotation left to run out; null without, and when it has. */
  oldSecret: { validBefore: Date; lastUsedAt: Date | null } | null
}

/** One key. @throws AppError `not_found`, also for somebody else's */
export async function getKey(actor: Actor, id: string): Promise<KeyDetail> {
  authorize(actor, 'key:read:own')
  const now = clock.now()
  const row = await loadKey(database(), actor, id)
  const old = await database().apiKeySecret.findFirst({
    where: { apiKeyId: row.id, apiKey: visibleTo(actor), place: 'previous', validBefore: { gt: now } },
    select: { validBefore: true, lastUsedAt: true },
  })
  const { validBefore = null, lastUsedAt = null } = old ?? {}
  return { ...toKeyRecord(row, now), oldSecret: validBefore && { validBefore, lastUsedAt } }
}
