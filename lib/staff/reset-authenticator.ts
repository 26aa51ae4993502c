import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { endActivations } from '@/lib/identity/activation-links'
import { forgetOtherDevices } from '@/lib/identity/known-device'
import { notifyStaff } from '@/lib/notices/notify-staff'
import { authorizeManaging } from './authorize-managing'
import { endSessionsOf } from './end-sessions-of'
import { lockMember } from './lock-member'
import { sendStaffActivation } from './send-staff-activation'

/**
 * Forgets all that a colleague signs in with: authenticator, recovery codes, password, browsers and sessions. They are
 * mailed a one-time link: the password alone, which somebody may have by now, must not set up a new authenticator.
 * Who is disabled gets no link. Never one's own, which would make a stolen session of an administrator one that lasts.
 * @throws AppError what `lockMember` refuses
 */
export async function resetAuthenticator(
  actor: Actor,
  member: { staffId: string; revision: number },
): Promise<void> {
  authorizeManaging(actor)
  await transaction(async (tx) => {
    const { id, name, disabledAt } = await lockMember(tx, actor, member)
    await tx.authenticator.deleteMany({ where: { staffId: id } })
    await tx.recoveryCode.deleteMany({ where: { staffId: id } })
    await tx.staff.update({ where: { id }, data: { passwordHash: null }, select: { id: true } })
    await forgetOtherDevices(tx, { staffId: id }, undefined)
    const endedSessions = await endSessionsOf(tx, id)
    await recordEvent(tx, actor, {
      action: 'staff.authenticator_reset',
      object: { kind: 'staff', id },
      detail: { name, endedSessions, linkSent: !disabledAt },
    })
    await notifyStaff(tx, id, 'desk_authenticator_reset', { at: clock.now() })
    if (disabledAt) await endActivations(tx, { staffId: id })
    else await sendStaffActivation(tx, id)
  })
}
