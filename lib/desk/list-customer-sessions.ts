import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { sessionTimes } from '@/lib/identity/session-times'
import { type PartPage, pageOf, partPage } from './part-page'
import type { PartQuery } from './schema'

export type DeskSession = {
  id: string
  address: string
  userAgent: string
  /** What opened it: `password`, `otp:sms`, `otp:email`. */
  factors: string[]
  createdAt: Date
  lastSeenAt: Date
  /** Null while it holds; else when it was ended, or ran out by itself. */
  endedAt: Date | null
}

/** A customer's portal sessions, live and over. They are kept for a month. */
export async function listCustomerSessions(
  actor: Actor,
  customerId: string,
  query: PartQuery,
): Promise<PartPage<DeskSession>> {
  authorize(actor, 'customer:read')
  const now = clock.now()
  const { where, ...page } = partPage(query)
  const found = await database().webSession.findMany({
    where: { customerId, ...where },
    ...page,
    select: {
      id: true,
      address: true,
      userAgent: true,
      factors: true,
      createdAt: true,
      lastSeenAt: true,
      expiresAt: true,
      endedAt: true,
    },
  })
  return pageOf(
    found.map(({ expiresAt, endedAt, ...row }) => {
      const idleAt = addSeconds(row.lastSeenAt, sessionTimes.idleSeconds)
      const ranOutAt = new Date(Math.min(idleAt.getTime(), expiresAt.getTime()))
      return { ...row, endedAt: endedAt ?? (ranOutAt <= now ? ranOutAt : null) }
    }),
  )
}
