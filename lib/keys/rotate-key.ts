import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { addSeconds, clock } from '@/lib/clock'
import { lockCustomer } from '@/lib/db/lock-customer'
import { transaction } from '@/lib/db/transaction'
import { AppError, fieldError } from '@/lib/errors'
import { digestOf } from '@/lib/factors/digest-of'
import { requireStepUp } from '@/lib/factors/require-step-up'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import type { CreatedKey } from './create-key'
import { loadKey } from './load-key'
import { makeProof } from './make-proof'
import { recordingRefusal } from './recording-refusal'
import { replaceProof } from './replace-proof'
import { saveKey } from './save-key'
import type { RotateKeyInput } from './schema'

/**
 * Gives a key another secret, or the public key of another pair. The new one is good at once; what it replaces goes on
 * until `overlapHours` are over, and what an earlier rotation had left to run out ends now. API sessions end.
 * @throws AppError `not_found`, `changed_meanwhile`, `step_up_required`; at its field `overlap_of_inactive`,
 *   `public_key_required`, `public_key_same`
 */
export async function rotateKey(actor: Actor, input: RotateKeyInput): Promise<CreatedKey> {
  authorize(actor, 'key:update:own')
  const { id, revision, overlapHours, publicKey } = input
  return recordingRefusal(actor, 'rotate', id, () =>
    transaction(async (tx) => {
      const contact = await lockCustomer(tx, actor.customerId)
      const key = await loadKey(tx, actor, id)
      if (key.revision !== revision) throw new AppError('changed_meanwhile')
      if (overlapHours > 0 && key.status !== 'active') throw fieldError('overlapHours', 'overlap_of_inactive')
      if ((key.kind === 'ed25519') !== (publicKey !== null))
        throw fieldError('publicKey', 'public_key_required')
      const digest = digestOf('key-rotate', { id, revision, overlapHours, publicKey })
      const { secret, proof } = makeProof(key.kind, { id, customerId: actor.customerId }, publicKey)
      const now = clock.now()
      const until = overlapHours > 0 ? addSeconds(now, overlapHours * 3600) : null
      const { provedBy } = await requireStepUp(tx, actor, 'key-rotate', digest)

      await replaceProof(tx, id, proof, { now, until })
      await saveKey(tx, actor, key, { secretConfirmedAt: null }, 'key_rotated')
      const { name, accessKey, kind } = key
      await recordEvent(tx, actor, {
        action: 'key.rotated',
        object: { kind: 'key', id },
        detail: { name, accessKey, kind, overlapHours, provedBy },
      })
      await notifyCustomer(
        tx,
        actor.customerId,
        'key_rotated',
        { name, accessKey, kind, hours: overlapHours },
        contact,
      )
      return { id, accessKey, secret }
    }),
  )
}
