import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { recordEvent } from '@/lib/audit/record-event'
import { announceChange } from '@/lib/changes/announce-change'
import { transaction } from '@/lib/db/transaction'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { loadKey } from './load-key'
import { recordingRefusal } from './recording-refusal'
import type { KeyIdInput } from './schema'

/**
 * Ends what a rotation left to run out. Nobody is kept from closing a door: no proof, and one that is over already
 * stays so. API sessions end with it, since the old secret may have opened them.
 * @throws AppError `not_found`
 */
export async function endOldSecret(actor: Actor, { id }: KeyIdInput): Promise<void> {
  authorize(actor, 'key:update:own')
  await recordingRefusal(actor, 'end_old_secret', id, () =>
    transaction(async (tx) => {
      const { name, accessKey, kind } = await loadKey(tx, actor, id)
      const { count } = await tx.apiKeySecret.deleteMany({
        where: { apiKeyId: id, place: 'previous', apiKey: visibleTo(actor) },
      })
      if (count === 0) return
      const { customerId } = actor
      await announceChange(tx, { kind: 'key', id, customerId, ends: 'key_rotated' })
      await recordEvent(tx, actor, {
        action: 'key.old_secret_ended',
        object: { kind: 'key', id },
        detail: { name, accessKey, kind },
      })
      await notifyCustomer(tx, customerId, 'key_changed', { name, accessKey })
    }),
  )
}
