import 'server-only'
import { databasePool } from '@/lib/db/client'

/** Writes down when sessions were last used, many at once; two gateways may tell of the same one in any order. */
export async function noteUses(uses: ReadonlyMap<string, Date>): Promise<void> {
  if (uses.size === 0) return
  await databasePool().query({
    name: 'note-session-uses',
    text: `UPDATE api_session SET last_used_at = used.at
      FROM unnest($1::uuid[], $2::timestamptz[]) AS used (id, at)
      WHERE api_session.id = used.id AND ended_at IS NULL AND last_used_at < used.at`,
    values: [[...uses.keys()], [...uses.values()]],
  })
}
