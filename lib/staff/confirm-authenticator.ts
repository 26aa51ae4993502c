import 'server-only'
import type { AnonymousActor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { AppError, fieldError } from '@/lib/errors'
import { normaliseCode } from '@/lib/factors/normalise-code'
import { rememberDevice } from '@/lib/identity/known-device'
import { notifyStaff } from '@/lib/notices/notify-staff'
import { openSeed } from './authenticator-seed'
import type { CurrentStaff } from './read-staff-session'
import { makeRecoveryCodes } from './recovery-codes'
import { completeStaffSession } from './start-staff-session'
import { stepOfCode } from './totp'

export type AuthenticatorSetUp = {
  /** Shown once. */
  recoveryCodes: string[]
  /** The session's new token: the one before is worth nothing. */
  sessionToken: string
  deviceToken: string
}

/**
 * Makes the authenticator count from its first right code on, and opens the desk to the session that set it up.
 * @throws AppError `signed_out` when the session is not one for that any more; at `code` `staff_digits_malformed`,
 *   `staff_code_wrong`
 */
export async function confirmAuthenticator(
  actor: AnonymousActor,
  { id: sessionId, staffId, role }: Pick<CurrentStaff, 'id' | 'staffId' | 'role'>,
  { code: typed, deviceToken }: { code: string; deviceToken?: string | undefined },
): Promise<AuthenticatorSetUp> {
  const code = normaliseCode(typed)
  if (!code) throw fieldError('code', 'staff_digits_malformed')
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM staff WHERE id = ${staffId}::uuid FOR NO KEY UPDATE`
    const sessionToken = await completeStaffSession(tx, sessionId, staffId)
    const waiting = await tx.authenticator.findUnique({
      where: { staffId, confirmedAt: null },
      select: { seedSealed: true },
    })
    if (!sessionToken || !waiting) throw new AppError('signed_out')
    const now = clock.now()
    const step = stepOfCode(openSeed(staffId, waiting.seedSealed), code, now)
    if (step === null) throw fieldError('code', 'staff_code_wrong')
    await tx.authenticator.update({
      where: { staffId },
      data: { confirmedAt: now, lastUsedStep: step },
      select: { staffId: true },
    })
    const who = { ...actor, kind: 'staff', staffId, sessionId, role, because: null } as const
    await recordEvent(tx, who, {
      action: 'staff.authenticator_set_up',
      object: { kind: 'staff', id: staffId },
    })
    await notifyStaff(tx, staffId, 'desk_authenticator_set_up', { address: actor.address })
    return {
      recoveryCodes: await makeRecoveryCodes(tx, staffId),
      sessionToken,
      deviceToken: await rememberDevice(tx, { staffId }, deviceToken),
    }
  })
}
