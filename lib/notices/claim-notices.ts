import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { database, Prisma } from '@/lib/db/client'
import type { ClaimedNotice } from './attempt-delivery'
import { deliveryTimes } from './delivery-times'

/**
 * Takes pending messages for this process, counts the attempt and leaves them alone for the lease: two workers
 * never take the same one, and what a killed worker held comes back.
 * @param which a condition on the rows
 */
export async function claimNotices(which: Prisma.Sql, limit: number): Promise<ClaimedNotice[]> {
  const now = clock.now()
  const leaseEnds = addSeconds(now, deliveryTimes.leaseSeconds)
  return database().$queryRaw<ClaimedNotice[]>(Prisma.sql`
    UPDATE outbox SET attempts = attempts + 1, next_attempt_at = ${leaseEnds}
    WHERE id IN (
      SELECT id FROM outbox WHERE status = 'pending' AND expires_at > ${now} AND ${which}
      ORDER BY next_attempt_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id, channel, template, destination_sealed AS "destinationSealed", body_sealed AS "bodySealed",
      attempts, expires_at AS "expiresAt"`)
}
