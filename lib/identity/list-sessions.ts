import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { liveAt } from './session-times'

export type ListedSession = {
  id: string
  address: string
  userAgent: string
  createdAt: Date
  lastSeenAt: Date
  /** Whether it is the one that asks. */
  present: boolean
}

/** The customer's live portal sessions: the present one first, then by when they were last seen. */
export async function listSessions(actor: Actor): Promise<ListedSession[]> {
  authorize(actor, 'session:read:own')
  const rows = await database().webSession.findMany({
    where: { ...visibleTo(actor), ...liveAt(clock.now()) },
    select: { id: true, address: true, userAgent: true, createdAt: true, lastSeenAt: true },
    orderBy: { lastSeenAt: 'desc' },
  })
  const sessions = rows.map((row) => ({ ...row, present: row.id === actor.sessionId }))
  return [...sessions.filter(({ present }) => present), ...sessions.filter(({ present }) => !present)]
}
