import 'server-only'
import type { SqlTx } from '@/lib/db/client'
import type { NotedRefusal } from './noted-request'

/** Writes refused requests down; one that was written already stays as it is. */
export async function writeRefusals(tx: SqlTx, refusals: NotedRefusal[]): Promise<void> {
  const column = <Name extends keyof NotedRefusal>(name: Name) => refusals.map((refusal) => refusal[name])
  await tx.$executeRaw`
    INSERT INTO refusal (id, at, api_key_id, customer_id, reason, method, path, address, skew_ms, permission, request_id)
    SELECT refused.id, refused.at, key_id, customer_id, reason, method, path, address, skew_ms, permission, request_id
    FROM unnest(${column('id')}::uuid[], ${column('at')}::timestamptz[], ${column('keyId')}::uuid[],
      ${column('reason')}::text[], ${column('method')}::text[], ${column('path')}::text[],
      ${column('address')}::text[], ${refusals.map(({ skewMs }) => wholeMs(skewMs))}::int[],
      ${column('permission')}::text[], ${column('requestId')}::text[])
      AS refused (id, at, key_id, reason, method, path, address, skew_ms, permission, request_id)
    JOIN api_key ON api_key.id = key_id
    ON CONFLICT (id) DO NOTHING`
}

const largest = 2 ** 31 - 1

/** Whoever sends nanoseconds for milliseconds is further off than the column is wide. */
function wholeMs(skewMs: number | null): number | null {
  return skewMs === null ? null : Math.max(-largest, Math.min(largest, Math.round(skewMs)))
}
