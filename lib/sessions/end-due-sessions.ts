import 'server-only'
import { announceChange } from '@/lib/changes/announce-change'
import type { EndReason } from '@/lib/changes/end-reason'
import { addSeconds, clock } from '@/lib/clock'
import { Prisma } from '@/lib/db/client'
import { sqlTransaction } from '@/lib/db/sql-transaction'
import { idleSeconds } from './session-times'

const batch = 200

type Due = { id: string; customerId: string; reason: EndReason }

/**
 * Ends the sessions whose limit has passed, which is the earliest of their own, their key's last day and their
 * certificate's end: gateways refuse them by the clock anyway, this tells their clients why.
 * @param over ends the round early
 */
export function endDueSessions(over?: AbortSignal): Promise<number> {
  return endAll(
    (now) => Prisma.sql`
      SELECT s.id, s.customer_id AS "customerId", CASE
        WHEN k.valid_before <= ${now} THEN 'key_expired'
        WHEN c.not_after <= ${now} THEN 'certificate_expired' ELSE 'session_expired' END AS reason
      FROM api_session s JOIN certificate c ON c.id = s.certificate_id LEFT JOIN api_key k ON k.id = s.api_key_id
      WHERE s.ended_at IS NULL AND s.expires_at <= ${now}`,
    over,
  )
}

/** Ends the sessions that were not used for too long. @param over ends the round early */
export function endIdleSessions(over?: AbortSignal): Promise<number> {
  return endAll(
    (now) => Prisma.sql`
      SELECT s.id, s.customer_id AS "customerId", 'session_idle' AS reason FROM api_session s
      WHERE s.ended_at IS NULL AND s.last_used_at <= ${addSeconds(now, -idleSeconds())}`,
    over,
  )
}

/** Done by two at once, each session is ended once, with one reason. */
async function endAll(due: (now: Date) => Prisma.Sql, over?: AbortSignal): Promise<number> {
  for (let ended = 0; ; ) {
    if (over?.aborted) return ended
    const count = await sqlTransaction(async (tx) => {
      const sessions = await tx.$queryRaw<Due[]>(
        Prisma.sql`${due(clock.now())} LIMIT ${batch} FOR UPDATE OF s SKIP LOCKED`,
      )
      for (const { id, customerId, reason } of sessions)
        await announceChange(tx, { kind: 'session', id, customerId, ends: reason })
      return sessions.length
    })
    ended += count
    if (count < batch) return ended
  }
}
