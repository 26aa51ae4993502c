import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { changedMeanwhile } from '@/lib/audit/changed-meanwhile'
import { recordEvent } from '@/lib/audit/record-event'
import { announceChange } from '@/lib/changes/announce-change'
import { clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { staffAct } from '@/lib/notices/staff-act'
import { endActivations } from './activation-links'
import { closeSessions } from './close-sessions'
import { lockSeenCustomer, type SeenCustomer } from './lock-seen-customer'

/**
 * Keeps a customer out: no sign-in from now on, every portal and API session and every one-time link ends. Keys and
 * certificates stay as they are, so that the customer can be restored as before.
 * @throws AppError `not_found`, `changed_by_staff`, `forbidden`, `reason_required` at `reason`
 */
export async function suspendCustomer(actor: Actor, seen: SeenCustomer): Promise<{ ended: number }> {
  authorize(actor, 'customer:suspend')
  const { customerId } = seen
  return transaction(async (tx) => {
    const { suspendedAt, ...contact } = await lockSeenCustomer(tx, seen)
    if (suspendedAt) throw await changedMeanwhile(tx, { customerId })
    await tx.customer.update({
      where: { id: customerId },
      data: { suspendedAt: clock.now() },
      select: { id: true },
    })
    await endActivations(tx, { customerId })
    const ended = await closeSessions(tx, customerId)
    await announceChange(tx, { kind: 'customer', id: customerId, customerId, ends: 'customer_suspended' })
    await recordEvent(tx, actor, {
      action: 'customer.suspended',
      customerId,
      object: { kind: 'customer', id: customerId },
      detail: { endedSessions: ended },
    })
    await notifyCustomer(tx, customerId, 'staff_suspended', staffAct(actor), contact)
    return { ended }
  })
}
