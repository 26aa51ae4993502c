import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { liveAt } from '@/lib/identity/session-times'

export type OwnSession = {
  id: string
  address: string
  userAgent: string
  createdAt: Date
  lastSeenAt: Date
  /** Whether it is the one that asks. */
  present: boolean
}

/** One's own live desk sessions: the present one first, then by when they were last seen. */
export async function listOwnSessions(actor: Actor): Promise<OwnSession[]> {
  authorize(actor, 'desk:read')
  const { staffId, sessionId } = actor
  const rows = await database().staffSession.findMany({
    where: { staffId, ...liveAt(clock.now()) },
    select: { id: true, address: true, userAgent: true, createdAt: true, lastSeenAt: true },
    orderBy: { lastSeenAt: 'desc' },
  })
  const sessions = rows.map((row) => ({ ...row, present: row.id === sessionId }))
  return sessions.sort((a, b) => Number(b.present) - Number(a.present))
}

/** Ends one's own session in another browser. @throws AppError `not_found`: unknown, another's or over already */
export async function endOwnSession(actor: Actor, id: string): Promise<void> {
  authorize(actor, 'desk:read')
  const { staffId, sessionId } = actor
  await transaction(async (tx) => {
    const ended = await tx.staffSession.updateMany({
      where: { id, staffId, endedAt: null, NOT: { id: sessionId } },
      data: { endedAt: clock.now() },
    })
    if (ended.count === 0) throw new AppError('not_found')
    await recordEvent(tx, actor, {
      action: 'staff.session_ended',
      object: { kind: 'staff', id: staffId },
      detail: { sessionId: id },
    })
  })
}
