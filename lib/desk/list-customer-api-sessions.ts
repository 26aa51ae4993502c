import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { liveAt } from '@/lib/sessions/session-times'

export type DeskApiSession = {
  id: string
  /** Null when it was opened with ID and password. */
  keyName: string | null
  address: string
  userAgent: string
  createdAt: Date
  lastUsedAt: Date
  /** Null while it lives. */
  ended: { at: Date; reason: string } | null
}

const mostLive = 200
const mostOver = 10

const columns = {
  ...{ id: true, address: true, userAgent: true, createdAt: true, lastUsedAt: true },
  ...{ endedAt: true, endedReason: true },
  apiKey: { select: { name: true } },
} as const

/** A customer's live API sessions, those used last first, and the ones that ended lately. They are kept for a month. */
export async function listCustomerApiSessions(actor: Actor, customerId: string): Promise<DeskApiSession[]> {
  authorize(actor, 'customer:read')
  const [live, over] = await Promise.all([
    database().apiSession.findMany({
      where: { customerId, ...liveAt(clock.now()) },
      orderBy: { lastUsedAt: 'desc' },
      take: mostLive,
      select: columns,
    }),
    database().apiSession.findMany({
      where: { customerId, endedAt: { not: null } },
      orderBy: { endedAt: 'desc' },
      take: mostOver,
      select: columns,
    }),
  ])
  return [...live, ...over].map(({ apiKey, endedAt, endedReason, ...session }) => ({
    ...session,
    keyName: apiKey?.name ?? null,
    ended: endedAt && { at: endedAt, reason: endedReason ?? '' },
  }))
}
