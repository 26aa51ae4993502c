import 'server-only'
import type { Actor } from '@/lib/access/actor'
import type { StaffRole } from '@/lib/access/staff-roles'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { fieldError } from '@/lib/errors'
import { notifyStaff } from '@/lib/notices/notify-staff'
import { authorizeManaging } from './authorize-managing'
import { lockMember } from './lock-member'

/**
 * Gives a colleague another role; it counts from their next request on.
 * @throws AppError what `lockMember` refuses; `role_unchanged` at `role`
 */
export async function changeRole(
  actor: Actor,
  { role, ...member }: { staffId: string; revision: number; role: StaffRole },
): Promise<void> {
  authorizeManaging(actor)
  await transaction(async (tx) => {
    const { id, name, role: from } = await lockMember(tx, actor, { ...member, demotes: true })
    if (role === from) throw fieldError('role', 'role_unchanged')
    await tx.staff.update({ where: { id }, data: { role }, select: { id: true } })
    await recordEvent(tx, actor, {
      action: 'staff.role_changed',
      object: { kind: 'staff', id },
      detail: { name, from, to: role },
    })
    await notifyStaff(tx, id, 'desk_role_changed', { at: clock.now() })
  })
}
