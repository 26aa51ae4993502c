import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { announceChange } from '@/lib/changes/announce-change'
import { clock } from '@/lib/clock'
import type { Prisma, Tx } from '@/lib/db/client'

/**
 * Turns a key off, frees its slot and ends its sessions; on record.
 * @param which the key, and what else must hold of it
 * @returns whose it is; null when no active key is so
 */
export async function turnOff(
  tx: Tx,
  actor: Actor,
  which: Prisma.ApiKeyWhereInput & { id: string },
): Promise<string | null> {
  const [row] = await tx.apiKey.updateManyAndReturn({
    where: { ...which, status: 'active', deletedAt: null },
    data: { status: 'inactive', slot: null, revision: { increment: 1 }, updatedAt: clock.now() },
    select: { id: true, customerId: true, name: true, accessKey: true },
  })
  if (!row) return null
  const { id, customerId, name, accessKey } = row
  await announceChange(tx, { kind: 'key', id, customerId, ends: 'key_deactivated' })
  await recordEvent(tx, actor, {
    action: 'key.deactivated',
    customerId,
    object: { kind: 'key', id },
    detail: { name, accessKey },
  })
  return customerId
}
