import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { changedMeanwhile } from '@/lib/audit/changed-meanwhile'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { staffAct } from '@/lib/notices/staff-act'

/**
 * Ends one of the customer's portal sessions; their present one is signing out.
 * @throws AppError `not_found`: unknown, somebody else's or ended already; `changed_by_staff` for staff in place of
 *   the latter
 */
export async function endSession(actor: Actor, id: string): Promise<void> {
  authorize(actor, 'sessions:end')
  if (!isId(id)) throw new AppError('not_found')
  const action = actor.kind === 'customer' && id === actor.sessionId ? 'signin.ended' : 'session.ended'
  await transaction(async (tx) => {
    const [ended] = await tx.webSession.updateManyAndReturn({
      where: { id, ...visibleTo(actor), endedAt: null },
      data: { endedAt: clock.now() },
      select: { customerId: true },
    })
    if (!ended) throw actor.kind === 'staff' ? await goneFor(tx, id) : new AppError('not_found')
    const { customerId } = ended
    await recordEvent(tx, actor, { action, customerId, object: { kind: 'session', id } })
    if (actor.kind === 'staff')
      await notifyCustomer(tx, customerId, 'staff_sessions_ended', { count: 1, ...staffAct(actor) })
  })
}

async function goneFor(tx: Tx, id: string): Promise<AppError> {
  const session = await tx.webSession.findUnique({
    where: { id },
    select: { customerId: true, endedAt: true },
  })
  if (!session?.endedAt) return new AppError('not_found')
  return changedMeanwhile(tx, { sessionId: id, customerId: session.customerId, endedAt: session.endedAt })
}
