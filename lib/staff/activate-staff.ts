import 'server-only'
import type { AnonymousActor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { findActivation, takeActivation } from '@/lib/identity/activation-links'
import { checkNewPassword } from '@/lib/identity/check-new-password'
import { forgetOtherDevices } from '@/lib/identity/known-device'
import { hashPassword } from '@/lib/identity/password-hash'
import { counter, forgive } from '@/lib/identity/throttle'
import { notifyStaff } from '@/lib/notices/notify-staff'

/** Whether the link can still be used; says nothing of whose it is. A customer's link is none here. */
export async function isLiveStaffActivation(token: string): Promise<boolean> {
  return (await staffOf(token)) !== null
}

/**
 * Sets the password that the holder of a one-time link has chosen, once. Whoever was signed in is signed out, and
 * every browser is a stranger again, and failures before are forgotten. An authenticator that is set up stays.
 * @throws AppError `staff_link_over`; at `newPassword` what `checkNewPassword` refuses
 */
export async function activateStaff(
  actor: AnonymousActor,
  { token, newPassword }: { token: string; newPassword: string },
): Promise<void> {
  const staff = await staffOf(token)
  if (!staff) throw new AppError('staff_link_over')
  const { id: staffId, name, email } = staff
  checkNewPassword('newPassword', newPassword, [email, name])
  const passwordHash = await hashPassword(newPassword)
  await transaction(async (tx) => {
    const now = clock.now()
    const set = await tx.staff.updateMany({
      where: { id: staffId, disabledAt: null },
      data: { passwordHash, passwordChangedAt: now },
    })
    if (set.count === 0 || !(await takeActivation(tx, token))) throw new AppError('staff_link_over')
    await tx.staffSession.updateMany({ where: { staffId, endedAt: null }, data: { endedAt: now } })
    await forgetOtherDevices(tx, { staffId }, undefined)
    // Strangers' failures slow down every browser that isn't known, and now that is every one.
    await forgive(tx, counter('staff-account', email))
    await recordEvent(tx, actor, { action: 'staff.activated', object: { kind: 'staff', id: staffId } })
    await notifyStaff(tx, staffId, 'desk_activated', { address: actor.address })
  })
}

async function staffOf(token: string): Promise<{ id: string; name: string; email: string } | null> {
  const owner = await findActivation(database(), token)
  if (!owner || !('staffId' in owner)) return null
  return database().staff.findUnique({
    where: { id: owner.staffId, disabledAt: null },
    select: { id: true, name: true, email: true },
  })
}
