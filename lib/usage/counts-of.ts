import 'server-only'
import { clock } from '@/lib/clock'
import { Prisma } from '@/lib/db/client'
import { sqlRows } from '@/lib/db/sql-rows'
import { env } from '@/lib/env'
import type { UsagePeriod } from './schema'

/** How often a key was let in and refused in an hour or a day, which began at `from`. */
export type UsageSlot = { from: Date; allowed: number; refused: number }

const slotsOf = {
  '24h': { unit: 'hour', count: 24 },
  '7d': { unit: 'day', count: 7 },
  '30d': { unit: 'day', count: 30 },
  '90d': { unit: 'day', count: 90 },
} as const satisfies Record<UsagePeriod, { unit: 'hour' | 'day'; count: number }>

/**
 * The counts of a period up to now, its hours or its days in the deployment's time zone. Whose key it is, its caller
 * has seen to.
 */
export async function countsOf(keyId: string, period: UsagePeriod): Promise<UsageSlot[]> {
  const { unit, count } = slotsOf[period]
  // Hours are the same everywhere, and none is there twice in universal time.
  const zone = unit === 'hour' ? 'UTC' : env().SIGNET_TIME_ZONE
  const step = unit === 'hour' ? Prisma.sql`interval '1 hour'` : Prisma.sql`interval '1 day'`
  return sqlRows<UsageSlot>`
    WITH present AS (
      SELECT date_trunc(${unit}, ${clock.now()}::timestamptz AT TIME ZONE ${zone}) AS local
    ), slot AS (
      SELECT began AT TIME ZONE ${zone} AS began, (began + ${step}) AT TIME ZONE ${zone} AS ended
      FROM present, generate_series(local - ${count - 1}::int * ${step}, local, ${step}) AS began
    )
    SELECT began AS "from", coalesce(sum(allowed), 0)::float8 AS allowed, coalesce(sum(refused), 0)::float8 AS refused
    FROM slot LEFT JOIN usage_hour ON api_key_id = ${keyId}::uuid AND hour >= began AND hour < ended
    GROUP BY began ORDER BY began`
}
