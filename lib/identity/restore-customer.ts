import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { changedMeanwhile } from '@/lib/audit/changed-meanwhile'
import { recordEvent } from '@/lib/audit/record-event'
import { announceChange } from '@/lib/changes/announce-change'
import { transaction } from '@/lib/db/transaction'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { staffAct } from '@/lib/notices/staff-act'
import { lockSeenCustomer, type SeenCustomer } from './lock-seen-customer'

/**
 * Lets a suspended customer in again, with the password and all else that they had before.
 * @throws AppError `not_found`, `changed_by_staff`, `forbidden`, `reason_required` at `reason`
 */
export async function restoreCustomer(actor: Actor, seen: SeenCustomer): Promise<void> {
  authorize(actor, 'customer:restore')
  const { customerId } = seen
  await transaction(async (tx) => {
    const { suspendedAt, ...contact } = await lockSeenCustomer(tx, seen)
    if (!suspendedAt) throw await changedMeanwhile(tx, { customerId })
    await tx.customer.update({
      where: { id: customerId },
      data: { suspendedAt: null },
      select: { id: true },
    })
    await announceChange(tx, { kind: 'customer', id: customerId, customerId, ends: null })
    await recordEvent(tx, actor, {
      action: 'customer.restored',
      customerId,
      object: { kind: 'customer', id: customerId },
    })
    await notifyCustomer(tx, customerId, 'staff_restored', staffAct(actor), contact)
  })
}
