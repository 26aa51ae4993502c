import 'server-only'
import { databasePool } from '@/lib/db/client'

/** Writes down when tokens were last used, those of many uses in one statement. */
export async function noteTokenUses(uses: ReadonlyMap<string, Date>): Promise<void> {
  if (uses.size === 0) return
  await databasePool().query(
    `UPDATE service_token token SET last_used_at = used.at
     FROM unnest($1::uuid[], $2::timestamptz[]) AS used (id, at)
     WHERE token.id = used.id AND (token.last_used_at IS NULL OR token.last_used_at < used.at)`,
    [[...uses.keys()], [...uses.values()]],
  )
}
