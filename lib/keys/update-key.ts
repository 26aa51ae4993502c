import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { lockCustomer } from '@/lib/db/lock-customer'
import { transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { AppError, fieldError } from '@/lib/errors'
import { digestOf } from '@/lib/factors/digest-of'
import { requireStepUp } from '@/lib/factors/require-step-up'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { checkKeyInput } from './check-key-input'
import { toDays, toWindow } from './date-window'
import { toKeyRecord } from './key-record'
import { loadKey } from './load-key'
import { recordingRefusal } from './recording-refusal'
import { saveKey } from './save-key'
import type { UpdateKeyInput } from './schema'
import { hasEnded } from './status-of'
import { takeSlot } from './take-slot'
import { wideningOf } from './widening'

/**
 * Changes name, permissions, addresses and days. Widening wants fresh proof, narrowing nothing; letting an
 * ended key live again takes a slot.
 * @throws AppError `not_found`, `changed_meanwhile`, `widening_unconfirmed`, `key_limit_reached`,
 *   `step_up_required`, `invalid_input`
 */
export async function updateKey(actor: Actor, input: UpdateKeyInput): Promise<void> {
  authorize(actor, 'key:update:own')
  const { id, revision, name, permissions, addresses, firstDay, lastDay } = input
  const timeZone = env().SIGNET_TIME_ZONE
  await recordingRefusal(actor, 'update', id, () =>
    transaction(async (tx) => {
      const contact = await lockCustomer(tx, actor.customerId)
      const now = clock.now()
      const row = await loadKey(tx, actor, id)
      if (row.revision !== revision) throw new AppError('changed_meanwhile')
      checkKeyInput(input, toDays(row, timeZone).lastDay)

      const old = toKeyRecord(row, now)
      const next = {
        name,
        permissions,
        allowlist: addresses.length > 0 ? addresses : null,
        ...toWindow(input, timeZone),
      }
      const changed = changedFields(old, next)
      if (changed.length === 0) return
      if (old.allowlist && !next.allowlist && !input.confirmAnywhere)
        throw fieldError('confirmAnywhere', 'widening_unconfirmed')

      const livesAgain = old.on && !hasEnded(next, now) && (hasEnded(old, now) || row.slot === null)
      const slot = livesAgain ? await takeSlot(tx, actor, now) : row.slot
      const widened = wideningOf(old, next, now)
      const proof =
        widened.length > 0 &&
        (await requireStepUp(
          tx,
          actor,
          'key-widen',
          digestOf('key-widen', { id, revision, name, permissions, addresses, firstDay, lastDay }),
        ))

      await saveKey(
        tx,
        actor,
        row,
        {
          name,
          permissions,
          addressRule: next.allowlist ? 'only' : 'anywhere',
          addresses,
          windowRule: firstDay || lastDay ? 'between' : 'always',
          validFrom: next.validFrom,
          validBefore: next.validBefore,
          slot,
        },
        changed.join() === 'name' ? null : 'key_edited',
      )
      const { accessKey } = row
      await recordEvent(tx, actor, {
        action: 'key.updated',
        object: { kind: 'key', id },
        detail: {
          ...{ name, accessKey, permissions, addresses, firstDay, lastDay, changed, widened },
          ...(old.name !== name && { oldName: old.name }),
          provedBy: proof ? proof.provedBy : null,
        },
      })
      await notifyCustomer(tx, actor.customerId, 'key_changed', { name, accessKey }, contact)
    }),
  )
}

type Editable = {
  name: string
  permissions: string[]
  allowlist: string[] | null
  validFrom: Date | null
  validBefore: Date | null
}

function changedFields(old: Editable, next: Editable): string[] {
  const changed: string[] = []
  if (old.name !== next.name) changed.push('name')
  if (old.permissions.join() !== next.permissions.join()) changed.push('permissions')
  if (old.allowlist?.join() !== next.allowlist?.join()) changed.push('addresses')
  if (old.validFrom?.getTime() !== next.validFrom?.getTime()) changed.push('first_day')
  if (old.validBefore?.getTime() !== next.validBefore?.getTime()) changed.push('last_day')
  return changed
}
