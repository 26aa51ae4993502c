import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { database } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { AppError } from '@/lib/errors'
import { type MemberRecord, memberColumns } from './member-record'

/** One member of staff. @throws AppError `not_found`, for what can't be an id too */
export async function findMember(actor: Actor, id: string): Promise<MemberRecord> {
  authorize(actor, 'staff:read')
  if (!isId(id)) throw new AppError('not_found')
  const [member] = await database().$queryRaw<MemberRecord[]>`
    SELECT ${memberColumns} FROM staff s LEFT JOIN authenticator a ON a.staff_id = s.id WHERE s.id = ${id}::uuid`
  if (!member) throw new AppError('not_found')
  return member
}
