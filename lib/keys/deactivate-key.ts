import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { transaction } from '@/lib/db/client'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { loadKey } from './load-key'
import { recordingRefusal } from './recording-refusal'
import type { KeyIdInput } from './schema'

/**
 * Turns a key off and frees its slot. Nobody is kept from closing a door: no proof, no revision, and one that
 * is off already stays so.
 * @throws AppError `not_found`
 */
export async function deactivateKey(actor: Actor, { id }: KeyIdInput): Promise<void> {
  authorize(actor, 'key:update:own')
  await recordingRefusal(actor, 'deactivate', id, () =>
    transaction(async (tx) => {
      const { name, accessKey } = await loadKey(tx, actor, id)
      const { count } = await tx.apiKey.updateMany({
        where: { id, status: 'active', deletedAt: null, ...visibleTo(actor) },
        data: { status: 'inactive', slot: null, revision: { increment: 1 }, updatedAt: clock.now() },
      })
      if (count === 0) return
      await recordEvent(tx, actor, {
        action: 'key.deactivated',
        object: { kind: 'key', id },
        detail: { name, accessKey },
      })
      await notifyCustomer(tx, actor.customerId, 'key_changed', { name, accessKey })
    }),
  )
}
