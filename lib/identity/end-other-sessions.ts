import 'server-only'
import type { Actor, CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { lockCustomer } from '@/lib/db/lock-customer'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { staffAct } from '@/lib/notices/staff-act'
import { closeSessions } from './close-sessions'
import { liveAt } from './session-times'

/**
 * Ends every portal session of the customer but the present one; for staff, who have none there, every one.
 * @param of the customer; the acting one when left out
 * @throws AppError `not_found`
 */
export async function endOtherSessions(
  actor: Actor,
  of?: { customerId: string },
): Promise<{ ended: number }> {
  authorize(actor, 'sessions:end')
  const customerId = of?.customerId ?? (actor.kind === 'customer' ? actor.customerId : '')
  if (!isId(customerId) || (actor.kind === 'customer' && customerId !== actor.customerId))
    throw new AppError('not_found')
  return transaction(async (tx) => {
    const contact = actor.kind === 'staff' ? await lockCustomer(tx, customerId) : undefined
    const ended = await (actor.kind === 'staff'
      ? closeSessions(tx, customerId)
      : closeOtherSessions(tx, actor))
    if (ended === 0) return { ended }
    await recordEvent(tx, actor, { action: 'sessions.ended', customerId, detail: { count: ended } })
    if (actor.kind === 'staff') {
      const values = { count: ended, ...staffAct(actor) }
      await notifyCustomer(tx, customerId, 'staff_sessions_ended', values, contact)
    }
    return { ended }
  })
}

/** The same inside another act's transaction, which records it. @returns how many were live */
export async function closeOtherSessions(tx: Tx, actor: CustomerActor): Promise<number> {
  const now = clock.now()
  const { count } = await tx.webSession.updateMany({
    where: { ...visibleTo(actor), ...liveAt(now), id: { not: actor.sessionId } },
    data: { endedAt: now },
  })
  return count
}
