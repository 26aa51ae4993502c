import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { recordEvent } from '@/lib/audit/record-event'
import { announceChange } from '@/lib/changes/announce-change'
import { clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { AppError, fieldError } from '@/lib/errors'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { loadKey } from './load-key'
import { recordingRefusal } from './recording-refusal'
import type { DeleteKeyInput } from './schema'

/**
 * Ends a key for good: its secret is erased and its slot freed; the row stays for the record.
 * @throws AppError `key_name_mismatch` when its name was not typed, `not_found`
 */
export async function deleteKey(actor: Actor, { id, typedName }: DeleteKeyInput): Promise<void> {
  authorize(actor, 'key:delete:own')
  await recordingRefusal(actor, 'delete', id, () =>
    transaction(async (tx) => {
      const { name, accessKey } = await loadKey(tx, actor, id)
      if (typedName !== name) throw fieldError('typedName', 'key_name_mismatch')
      const now = clock.now()
      const { count } = await tx.apiKey.updateMany({
        where: { id, deletedAt: null, ...visibleTo(actor) },
        data: { status: 'inactive', slot: null, deletedAt: now, updatedAt: now, revision: { increment: 1 } },
      })
      if (count === 0) throw new AppError('not_found')
      await tx.apiKeySecret.deleteMany({ where: { apiKeyId: id, apiKey: visibleTo(actor) } })
      const { customerId } = actor
      await announceChange(tx, { kind: 'key', id, customerId, ends: 'key_deleted' })
      await recordEvent(tx, actor, {
        action: 'key.deleted',
        object: { kind: 'key', id },
        detail: { name, accessKey },
      })
      await notifyCustomer(tx, actor.customerId, 'key_deleted', { name, accessKey })
    }),
  )
}
