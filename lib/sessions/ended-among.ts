import 'server-only'
import { databasePool } from '@/lib/db/client'

/** Which of these sessions have ended, and why, in one question. One that is gone altogether has ended too. */
export async function endedAmong(ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await databasePool().query<{ id: string; reason: string }>({
    name: 'ended-sessions',
    text: `SELECT asked.id, coalesce(s.ended_reason, 'session_expired') AS reason
      FROM unnest($1::uuid[]) AS asked (id) LEFT JOIN api_session s ON s.id = asked.id
      WHERE s.id IS NULL OR s.ended_at IS NOT NULL`,
    values: [ids],
  })
  return new Map(rows.map(({ id, reason }) => [id, reason]))
}
