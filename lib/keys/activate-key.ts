import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { lockCustomer } from '@/lib/db/lock-customer'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { digestOf } from '@/lib/factors/digest-of'
import { requireStepUp } from '@/lib/factors/require-step-up'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { loadKey } from './load-key'
import { recordingRefusal } from './recording-refusal'
import { saveKey } from './save-key'
import type { ActivateKeyInput } from './schema'
import { hasEnded } from './status-of'
import { takeSlot } from './take-slot'

/**
 * Turns a key on again: takes a slot, and is a widening. One that is on already stays so.
 * @throws AppError `not_found`, `changed_meanwhile`, `key_ended` when its last day is over, `key_limit_reached`,
 *   `step_up_required`
 */
export async function activateKey(actor: Actor, { id, revision }: ActivateKeyInput): Promise<void> {
  authorize(actor, 'key:update:own')
  await recordingRefusal(actor, 'activate', id, () =>
    transaction(async (tx) => {
      const contact = await lockCustomer(tx, actor.customerId)
      const now = clock.now()
      const key = await loadKey(tx, actor, id)
      if (key.status === 'active') return
      if (key.revision !== revision) throw new AppError('changed_meanwhile')
      if (hasEnded(key, now)) throw new AppError('key_ended')
      const slot = await takeSlot(tx, actor, now)
      const digest = digestOf('key-widen', { id, revision, status: 'active' })
      const { provedBy } = await requireStepUp(tx, actor, 'key-widen', digest)

      await saveKey(tx, actor, key, { status: 'active', slot }, null)
      const { name, accessKey } = key
      await recordEvent(tx, actor, {
        action: 'key.activated',
        object: { kind: 'key', id },
        detail: { name, accessKey, provedBy },
      })
      await notifyCustomer(tx, actor.customerId, 'key_changed', { name, accessKey }, contact)
    }),
  )
}
