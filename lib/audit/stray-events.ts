import 'server-only'
import { database } from '@/lib/db/client'
import type { Fault } from './fault'

/** Events that no walk along the chain comes by. */
export async function strayEvents(): Promise<Fault[]> {
  const strays = await database().$queryRaw<{ seal: bigint | null; first: string; last: string }[]>`
    SELECT seal_id AS seal, min(id::text) AS first, max(id::text) AS last FROM audit_event
    WHERE (seal_id IS NULL) <> (seal_position IS NULL)
      OR (seal_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM audit_seal WHERE audit_seal.id = seal_id))
    GROUP BY seal_id ORDER BY seal_id LIMIT 100`
  return strays.map(({ seal, ...events }) => ({ kind: 'link_unknown', seal: `${seal ?? '?'}`, events }))
}
