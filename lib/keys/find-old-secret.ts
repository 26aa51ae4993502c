import 'server-only'
import type { CustomerActor, StaffActor } from '@/lib/access/actor'
import { visibleTo } from '@/lib/access/visible-to'
import { database } from '@/lib/db/client'

/** What a rotation left to run out: until when, and when it was last used. */
export type OldSecret = { validBefore: Date; lastUsedAt: Date | null }

/** Null without one, when it has run out, and of a key that is not the actor's to see. */
export async function findOldSecret(
  actor: CustomerActor | StaffActor,
  keyId: string,
  now: Date,
): Promise<OldSecret | null> {
  const old = await database().apiKeySecret.findFirst({
    where: { apiKeyId: keyId, apiKey: visibleTo(actor), place: 'previous', validBefore: { gt: now } },
    select: { validBefore: true, lastUsedAt: true },
  })
  const { validBefore = null, lastUsedAt = null } = old ?? {}
  return validBefore && { validBefore, lastUsedAt }
}
