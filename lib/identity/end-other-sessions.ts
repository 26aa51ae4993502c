import 'server-only'
import type { Actor, CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { type Tx, transaction } from '@/lib/db/client'
import { liveAt } from './session-times'

/** Ends every portal session of the customer but the present one. */
export async function endOtherSessions(actor: Actor): Promise<{ ended: number }> {
  authorize(actor, 'session:end:own')
  return transaction(async (tx) => {
    const ended = await closeOtherSessions(tx, actor)
    if (ended > 0) await recordEvent(tx, actor, { action: 'sessions.ended', detail: { count: ended } })
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
