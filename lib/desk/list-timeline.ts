import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import type { ActivityEvent } from '@/lib/audit/list-activity'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { AppError } from '@/lib/errors'
import { otpLimits } from '@/lib/factors/limits'
import type { TimelineQuery } from './schema'
import { timelineStatement } from './timeline-statement'

/** What became of a one-time password that was sent. */
type OtpFate = 'used' | 'undelivered' | 'replaced' | 'spent' | 'expired' | 'open' | 'unknown'

export type TimelineEvent = ActivityEvent & {
  /** The member of staff who acted, as they are called today; null for everybody else. */
  staffName: string | null
  /** Of a one-time password that was sent; null for everything else. */
  fate: OtpFate | null
}

const pageSize = 30

type Row = ActivityEvent & { actorId: string | null; objectId: string | null }

/** Everything on record about a customer, newest first, a page at a time. @throws AppError `not_found` */
export async function listTimeline(
  actor: Actor,
  customerId: string,
  query: TimelineQuery,
): Promise<{ events: TimelineEvent[]; older: string | null }> {
  authorize(actor, 'customer:read')
  if (!isId(customerId)) throw new AppError('not_found')
  const statement = timelineStatement(customerId, query, pageSize + 1)
  const rows = await database().$queryRaw<Row[]>(statement)
  const shown = rows.slice(0, pageSize)
  const [names, fates] = await Promise.all([
    staffNames(
      shown.flatMap(({ actorKind, actorId }) => (actorKind === 'staff' && actorId ? [actorId] : [])),
    ),
    otpFates(shown.flatMap(({ action, objectId }) => (action === 'otp.sent' && objectId ? [objectId] : []))),
  ])
  const events = shown.map(({ actorId, objectId, ...event }) => ({
    ...event,
    staffName: names.get(actorId ?? '') ?? null,
    fate: event.action === 'otp.sent' ? (fates.get(objectId ?? '') ?? 'unknown') : null,
  }))
  return { events, older: rows.length > pageSize ? (events.at(-1)?.id ?? null) : null }
}

async function staffNames(ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await database().staff.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/**
 * As far as it is known: codes nobody typed and messages are deleted after a month, and with them whether the message
 * arrived.
 */
async function otpFates(ids: string[]): Promise<Map<string, OtpFate>> {
  if (ids.length === 0) return new Map()
  const challenges = await database().otpChallenge.findMany({
    where: { id: { in: ids } },
    select: { id: true, consumedAt: true, attempts: true, expiresAt: true, outboxId: true },
  })
  const messages = await database().outbox.findMany({
    where: { id: { in: challenges.flatMap(({ outboxId }) => outboxId ?? []) } },
    select: { id: true, status: true, lastError: true },
  })
  const sent = new Map(messages.map((message) => [message.id, message]))
  const now = clock.now()
  return new Map(
    challenges.map(({ id, outboxId, consumedAt, attempts, expiresAt }) => {
      const { status, lastError } = sent.get(outboxId ?? '') ?? {}
      if (consumedAt) return [id, 'used']
      if (status === 'failed' || (status === 'expired' && lastError)) return [id, 'undelivered']
      if (status === 'expired' && expiresAt > now) return [id, 'replaced']
      if (attempts >= otpLimits.triesPerCode) return [id, 'spent']
      if (outboxId && !status) return [id, 'unknown']
      return [id, expiresAt > now ? 'open' : 'expired']
    }),
  )
}
