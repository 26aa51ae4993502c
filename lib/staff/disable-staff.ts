import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { endActivations } from '@/lib/identity/activation-links'
import { notifyStaff } from '@/lib/notices/notify-staff'
import { authorizeManaging } from './authorize-managing'
import { endSessionsOf } from './end-sessions-of'
import { lockMember } from './lock-member'

/**
 * Keeps a colleague out from now on: their sessions and links end at once.
 * @throws AppError what `lockMember` refuses; `staff_already_disabled`
 */
export async function disableStaff(
  actor: Actor,
  member: { staffId: string; revision: number },
): Promise<void> {
  authorizeManaging(actor)
  await transaction(async (tx) => {
    const { id, name, disabledAt } = await lockMember(tx, actor, { ...member, demotes: true })
    if (disabledAt) throw new AppError('staff_already_disabled')
    const now = clock.now()
    await tx.staff.update({ where: { id }, data: { disabledAt: now }, select: { id: true } })
    await endActivations(tx, { staffId: id })
    const endedSessions = await endSessionsOf(tx, id)
    await recordEvent(tx, actor, {
      action: 'staff.disabled',
      object: { kind: 'staff', id },
      detail: { name, endedSessions },
    })
    await notifyStaff(tx, id, 'desk_disabled', { at: now })
  })
}
