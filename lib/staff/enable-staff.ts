import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { notifyStaff } from '@/lib/notices/notify-staff'
import { authorizeManaging } from './authorize-managing'
import { lockMember } from './lock-member'

/**
 * Lets a colleague in again, with the password and the authenticator they had.
 * @throws AppError what `lockMember` refuses; `staff_not_disabled`
 */
export async function enableStaff(
  actor: Actor,
  member: { staffId: string; revision: number },
): Promise<void> {
  authorizeManaging(actor)
  await transaction(async (tx) => {
    const { id, name, disabledAt } = await lockMember(tx, actor, member)
    if (!disabledAt) throw new AppError('staff_not_disabled')
    await tx.staff.update({ where: { id }, data: { disabledAt: null }, select: { id: true } })
    await recordEvent(tx, actor, { action: 'staff.enabled', object: { kind: 'staff', id }, detail: { name } })
    await notifyStaff(tx, id, 'desk_enabled', { at: clock.now() })
  })
}
