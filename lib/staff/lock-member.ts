import 'server-only'
import type { StaffActor } from '@/lib/access/actor'
import type { StaffRole } from '@/lib/access/staff-roles'
import { changedMeanwhile } from '@/lib/audit/changed-meanwhile'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors'

export type LockedMember = { id: string; name: string; role: StaffRole; disabledAt: Date | null }

/**
 * Takes a colleague's row for a change, and counts the change. Before it every administrator's row is taken, in one
 * order: of two who act on each other at once, one comes second, and finds out that they are none any more. So the
 * administrator who acts stays one, and there is always one left.
 * @param revision the one that the administrator's page showed
 * @param demotes whether the colleague would be no enabled administrator afterwards
 * @throws AppError `forbidden` for who is no administrator any more, `own_staff_account` for one's own
 *   account, `last_admin` where the desk would be left without one, `not_found`, `changed_by_staff`
 */
export async function lockMember(
  tx: Tx,
  actor: StaffActor,
  { staffId, revision, demotes = false }: { staffId: string; revision: number; demotes?: boolean },
): Promise<LockedMember> {
  const admins = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM staff WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR NO KEY UPDATE`
  if (!admins.some(({ id }) => id === actor.staffId)) throw new AppError('forbidden')
  if (staffId === actor.staffId)
    throw new AppError(demotes && admins.length === 1 ? 'last_admin' : 'own_staff_account')
  // A statement of its own: one that waits for a row still sees the others as they were.
  const [member] = await tx.$queryRaw<(LockedMember & { revision: number })[]>`
    SELECT id, name, role, disabled_at AS "disabledAt", revision FROM staff WHERE id = ${staffId}::uuid
    FOR NO KEY UPDATE`
  if (!member) throw new AppError('not_found')
  if (member.revision !== revision) throw await changedMeanwhile(tx, { objectId: staffId })
  await tx.staff.update({
    where: { id: staffId },
    data: { revision: { increment: 1 } },
    select: { id: true },
  })
  return member
}
