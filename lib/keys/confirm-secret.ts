import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { loadKey } from './load-key'
import { recordingRefusal } from './recording-refusal'
import type { KeyIdInput } from './schema'

/** Notes that the customer has stored the secret; said twice it counts once. @throws AppError `not_found` */
export async function confirmSecret(actor: Actor, { id }: KeyIdInput): Promise<void> {
  authorize(actor, 'key:update:own')
  await recordingRefusal(actor, 'confirm_secret', id, () =>
    transaction(async (tx) => {
      const { name, accessKey, kind } = await loadKey(tx, actor, id)
      const { count } = await tx.apiKey.updateMany({
        where: { id, secretConfirmedAt: null, deletedAt: null, ...visibleTo(actor) },
        data: { secretConfirmedAt: clock.now() },
      })
      if (count === 0) return
      await recordEvent(tx, actor, {
        action: 'key.secret_confirmed',
        object: { kind: 'key', id },
        detail: { name, accessKey, kind },
      })
    }),
  )
}
