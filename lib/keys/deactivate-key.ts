import 'server-only'
import type { Actor, CustomerActor, StaffActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { changedMeanwhile } from '@/lib/audit/changed-meanwhile'
import type { Tx } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { staffAct } from '@/lib/notices/staff-act'
import { loadKey } from './load-key'
import { recordingRefusal } from './recording-refusal'
import type { DeactivateKeyInput } from './schema'
import { turnOff } from './turn-off'

/**
 * Turns a key off and frees its slot. The owner is not kept from closing a door: no proof, no revision, and one that
 * is off already stays so. Staff say which revision they saw, and are told when it is not the present one.
 * @throws AppError `not_found`; for staff `reason_required`, `changed_by_staff`
 */
export async function deactivateKey(actor: Actor, { id, revision = 0 }: DeactivateKeyInput): Promise<void> {
  authorize(actor, 'key:deactivate')
  await recordingRefusal(actor, 'deactivate', id, () =>
    transaction(async (tx) => {
      const { name, accessKey } = await loadKey(tx, actor, id)
      const customerId = await turnOff(tx, actor, {
        ...{ id, ...visibleTo(actor) },
        ...(actor.kind === 'staff' && { revision }),
      })
      if (!customerId && actor.kind === 'staff') throw await changedMeanwhile(tx, { objectId: id })
      if (!customerId) return
      await tell(tx, actor, customerId, { name, accessKey })
    }),
  )
}

function tell(
  tx: Tx,
  actor: CustomerActor | StaffActor,
  customerId: string,
  key: { name: string; accessKey: string },
): Promise<void> {
  return actor.kind === 'staff'
    ? notifyCustomer(tx, customerId, 'staff_key_deactivated', { ...key, ...staffAct(actor) })
    : notifyCustomer(tx, customerId, 'key_changed', key)
}
