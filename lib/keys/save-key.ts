import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { visibleTo } from '@/lib/access/visible-to'
import { announceChange } from '@/lib/changes/announce-change'
import type { EndReason } from '@/lib/changes/end-reason'
import { clock } from '@/lib/clock'
import type { Prisma, Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors'

/**
 * Writes a change to a key as it was loaded, counts its revision up, and tells the gateways.
 * @param ends why its API sessions end with that; null lets them live
 * @throws AppError `changed_meanwhile` when somebody wrote first: two tabs never overwrite each other unseen
 */
export async function saveKey(
  tx: Tx,
  actor: CustomerActor,
  key: { id: string; revision: number },
  data: Prisma.ApiKeyUpdateManyMutationInput,
  ends: EndReason | null,
): Promise<void> {
  const { count } = await tx.apiKey.updateMany({
    where: { id: key.id, revision: key.revision, deletedAt: null, ...visibleTo(actor) },
    data: { ...data, revision: key.revision + 1, updatedAt: clock.now() },
  })
  if (count === 0) throw new AppError('changed_meanwhile')
  const { customerId } = actor
  await announceChange(tx, { kind: 'key', id: key.id, customerId, ends })
}
