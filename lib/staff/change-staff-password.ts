import 'server-only'
import type { Actor, StaffActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordDenial, recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { AppError, fieldError } from '@/lib/errors'
import { endActivations } from '@/lib/identity/activation-links'
import { checkNewPassword } from '@/lib/identity/check-new-password'
import { forgetOtherDevices } from '@/lib/identity/known-device'
import { hashPassword, verifyPassword } from '@/lib/identity/password-hash'
import { liveAt } from '@/lib/identity/session-times'
import { counter, countTry, forgive, throttled } from '@/lib/identity/throttle'
import { notifyStaff } from '@/lib/notices/notify-staff'

/**
 * Changes one's own password: asks for the present one, under a throttle of its own, ends every other session of
 * one's own and every one-time link to choose another, and makes every other browser a stranger again.
 * @param deviceToken of the browser that stays known
 * @throws AppError `password_wrong` at `presentPassword`, `sign_in_throttled` {seconds, minutes}, at `newPassword`
 *   what `checkNewPassword` refuses and `password_same`, `changed_meanwhile`
 */
export async function changeStaffPassword(
  actor: Actor,
  { presentPassword, newPassword }: { presentPassword: string; newPassword: string },
  deviceToken?: string,
): Promise<{ ended: number }> {
  authorize(actor, 'desk:read')
  const { staffId, sessionId, address } = actor
  const staff = await database().staff.findUniqueOrThrow({
    where: { id: staffId },
    select: { name: true, email: true, passwordHash: true },
  })
  await checkPresentPassword(actor, staff.passwordHash, presentPassword)
  checkNewPassword('newPassword', newPassword, [staff.email, staff.name])
  if (await verifyPassword(staff.passwordHash, newPassword)) throw fieldError('newPassword', 'password_same')
  const passwordHash = await hashPassword(newPassword)

  return transaction(async (tx) => {
    const now = clock.now()
    const changed = await tx.staff.updateMany({
      where: { id: staffId, passwordHash: staff.passwordHash },
      data: { passwordHash, passwordChangedAt: now },
    })
    if (changed.count === 0) throw new AppError('changed_meanwhile')
    const { count: ended } = await tx.staffSession.updateMany({
      where: { staffId, ...liveAt(now), id: { not: sessionId } },
      data: { endedAt: now },
    })
    await endActivations(tx, { staffId })
    await forgetOtherDevices(tx, { staffId }, deviceToken)
    await recordEvent(tx, actor, {
      action: 'staff.password_changed',
      object: { kind: 'staff', id: staffId },
      detail: { endedSessions: ended },
    })
    await notifyStaff(tx, staffId, 'desk_password_changed', { address })
    return { ended }
  })
}

/** Counted for the session, so that whoever found it open can't keep the owner from changing the password. */
async function checkPresentPassword(
  actor: StaffActor,
  passwordHash: string | null,
  typed: string,
): Promise<void> {
  const tries = counter('password', actor.sessionId)
  const counted = await countTry(tries)
  if (!counted.counted) throw throttled(counted.waitSeconds)
  if (await verifyPassword(passwordHash, typed)) return forgive(database(), tries)
  await recordDenial(actor, {
    action: 'staff.password_refused',
    object: { kind: 'staff', id: actor.staffId },
  })
  throw fieldError('presentPassword', 'password_wrong')
}
