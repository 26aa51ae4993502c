import 'server-only'
import type { SqlTx } from '@/lib/db/client'
import { policy } from '@/lib/policies/policy'
import type { KeyBatch } from './usage-batch'

/** A key that has been refused as often as the policy calls unusual, with these counts for the first time in the hour. */
export type RefusedOften = { keyId: string; hour: Date; refused: number }

/** Adds to the counts of each key and hour, whoever else adds to them at the same time. */
export async function writeCounts(tx: SqlTx, keys: Map<string, KeyBatch>): Promise<RefusedOften[]> {
  const rows = [...keys].flatMap(([keyId, { hours }]) =>
    [...hours].sort(([one], [other]) => one - other).map(([hour, counts]) => ({ keyId, hour, ...counts })),
  )
  const { refusalsPerHour } = policy().usage.unusual
  return tx.$queryRaw<RefusedOften[]>`
    WITH counted AS (
      SELECT key_id, hour, allowed, refused
      FROM unnest(${rows.map(({ keyId }) => keyId)}::uuid[], ${rows.map(({ hour }) => new Date(hour))}::timestamptz[],
        ${rows.map(({ allowed }) => allowed)}::int[], ${rows.map(({ refused }) => refused)}::int[])
        AS counted (key_id, hour, allowed, refused)
      JOIN api_key ON id = key_id
      ORDER BY key_id, hour
    ), written AS (
      INSERT INTO usage_hour AS known (api_key_id, hour, allowed, refused)
      SELECT * FROM counted
      ON CONFLICT (api_key_id, hour) DO UPDATE
        SET allowed = known.allowed + excluded.allowed, refused = known.refused + excluded.refused
      RETURNING api_key_id, hour, refused
    )
    SELECT key_id AS "keyId", written.hour, written.refused
    FROM written JOIN counted ON key_id = api_key_id AND counted.hour = written.hour
    WHERE written.refused >= ${refusalsPerHour} AND written.refused - counted.refused < ${refusalsPerHour}`
}
