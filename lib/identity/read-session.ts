import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { sqlRows } from '@/lib/db/sql-rows'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { liveAt, sessionTimes } from './session-times'

/** The signed-in customer as the shell shows them. */
export type CurrentSession = { id: string; customerId: string; customerName: string }

type SessionRow = CurrentSession & { lastSeenAt: Date }

/**
 * The live session behind a cookie's token, or null, also once the customer is suspended: one statement, since every page asks. Being asked keeps it
 * from going idle; that is written at most every 30 seconds.
 */
export async function readSession(token: string): Promise<CurrentSession | null> {
  const now = clock.now()
  const idleSince = addSeconds(now, -sessionTimes.idleSeconds)
  const [row] = await sqlRows<SessionRow>`
    SELECT s.id, s.customer_id AS "customerId", s.last_seen_at AS "lastSeenAt", c.name AS "customerName"
    FROM web_session s JOIN customer c ON c.id = s.customer_id
    WHERE s.token_hash = ${keyedHash('session-token', token)}
      AND c.suspended_at IS NULL AND s.ended_at IS NULL AND s.expires_at > ${now} AND s.last_seen_at > ${idleSince}`
  if (!row) return null
  const { lastSeenAt, ...session } = row
  if (lastSeenAt <= addSeconds(now, -sessionTimes.seenSeconds)) {
    await database().webSession.updateMany({
      where: { id: session.id, ...liveAt(now) },
      data: { lastSeenAt: now },
    })
  }
  return session
}
