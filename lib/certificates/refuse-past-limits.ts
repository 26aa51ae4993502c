import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { addSeconds, clock } from '@/lib/clock'
import { Prisma, type SqlTx } from '@/lib/db/client'
import { ownedBy } from '@/lib/db/owned-by'
import { AppError } from '@/lib/errors'
import { policy } from '@/lib/policies/policy'
import type { Renewable } from './require-renewable'

/**
 * The policy's limits on live certificates and on applications. A void one never came into being and counts for
 * nothing; a revoked one was applied for, but is not live. One with a live renewal gives its place to it, and the
 * first renewal of a certificate is never refused (docs/decisions/017-renewal.md). Exact under the customer's row
 * lock; without it, a look before a code is spent.
 * @param renewed what is to be renewed, if anything
 * @throws AppError `certificate_limit_reached` {max, ends: when the first of them ends}, `application_limit_reached`
 *   {max, days, again: when the next one is taken}
 */
export async function refusePastLimits(tx: SqlTx, actor: CustomerActor, renewed?: Renewable): Promise<void> {
  const { maxLive, applicationsPerDay, applicationsPerYear } = policy().certificate
  const now = clock.now()
  const [found] = await tx.$queryRaw<Found[]>`
    WITH own AS (
      SELECT id, status, not_after, created_at, renews_id FROM certificate
      WHERE ${ownedBy(actor)} AND status <> 'void'),
    live AS (SELECT * FROM own WHERE status IN ('pending', 'issued') AND not_after > ${now}),
    place AS (
      SELECT not_after FROM live WHERE id IS DISTINCT FROM ${renewed?.id ?? null}::uuid
        AND NOT EXISTS (SELECT 1 FROM live renewal WHERE renewal.renews_id = live.id))
    SELECT (SELECT count(*)::int FROM place) AS places, (SELECT min(not_after) FROM place) AS ends,
      ${oldestOf(applicationsPerDay, addDays(now, -1))} AS day,
      ${oldestOf(applicationsPerYear, addDays(now, -365))} AS year`
  if (!found) return
  const { places, ends, day, year } = found
  if (places >= maxLive && ends)
    throw new AppError('certificate_limit_reached', { values: { max: maxLive, ends } })
  if (renewed?.first) return
  if (day) throw applicationLimit(applicationsPerDay, 1, day)
  if (year) throw applicationLimit(applicationsPerYear, 365, year)
}

type Found = { places: number; ends: Date | null; day: Date | null; year: Date | null }

/** When the oldest of the newest `max` applications since then was made; null when there are fewer. */
function oldestOf(max: number, since: Date): Prisma.Sql {
  return Prisma.sql`(SELECT created_at FROM own WHERE created_at > ${since}
    ORDER BY created_at DESC OFFSET ${max - 1} LIMIT 1)`
}

function applicationLimit(max: number, days: number, oldest: Date): AppError {
  return new AppError('application_limit_reached', { values: { max, days, again: addDays(oldest, days) } })
}

function addDays(time: Date, days: number): Date {
  return addSeconds(time, days * 86_400)
}
