import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { transaction } from '@/lib/db/client'
import { AppError } from '@/lib/errors'

/**
 * Ends one of the customer's portal sessions; their present one is signing out.
 * @throws AppError `not_found`: unknown, somebody else's or ended already
 */
export async function endSession(actor: Actor, id: string): Promise<void> {
  authorize(actor, 'session:end:own')
  const action = id === actor.sessionId ? 'signin.ended' : 'session.ended'
  await transaction(async (tx) => {
    const ended = await tx.webSession.updateMany({
      where: { id, ...visibleTo(actor), endedAt: null },
      data: { endedAt: clock.now() },
    })
    if (ended.count === 0) throw new AppError('not_found')
    await recordEvent(tx, actor, { action, object: { kind: 'session', id } })
  })
}
