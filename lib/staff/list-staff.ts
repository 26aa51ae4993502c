import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { database } from '@/lib/db/client'
import { type MemberRecord, memberColumns } from './member-record'

const pageSize = 50

/** The staff by name, a page at a time. @param after the id of the last one of the page before */
export async function listStaff(
  actor: Actor,
  { after }: { after: string | null },
): Promise<{ members: MemberRecord[]; next: string | null }> {
  authorize(actor, 'staff:read')
  const rows = await database().$queryRaw<MemberRecord[]>`
    SELECT ${memberColumns} FROM staff s LEFT JOIN authenticator a ON a.staff_id = s.id
    WHERE ${after}::uuid IS NULL OR (s.name, s.id) > (SELECT name, id FROM staff WHERE id = ${after}::uuid)
    ORDER BY s.name, s.id LIMIT ${pageSize + 1}`
  const members = rows.slice(0, pageSize)
  return { members, next: rows.length > pageSize ? (members.at(-1)?.id ?? null) : null }
}
