import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordDenial, recordEvent } from '@/lib/audit/record-event'
import { transaction } from '@/lib/db/transaction'
import { fieldError } from '@/lib/errors'
import { normaliseCode } from '@/lib/factors/normalise-code'
import { counter, countTry, forgive, throttled } from '@/lib/identity/throttle'
import { notifyStaff } from '@/lib/notices/notify-staff'
import { takeAuthenticatorCode } from './authenticator-seed'
import { makeRecoveryCodes } from './recovery-codes'

/**
 * Makes ten new recovery codes for oneself against a present code of the authenticator; those before are void.
 * @throws AppError at `code` `staff_digits_malformed`, `staff_code_wrong`; `sign_in_throttled` {seconds, minutes}
 */
export async function renewRecoveryCodes(actor: Actor, typed: string): Promise<{ recoveryCodes: string[] }> {
  authorize(actor, 'desk:read')
  const { staffId, sessionId, address } = actor
  const object = { kind: 'staff', id: staffId } as const
  const code = normaliseCode(typed)
  if (!code) throw fieldError('code', 'staff_digits_malformed')
  const tries = counter('staff-code', sessionId)
  const counted = await countTry(tries)
  if (!counted.counted) throw throttled(counted.waitSeconds)
  const recoveryCodes = await transaction(async (tx) => {
    if (!(await takeAuthenticatorCode(tx, staffId, code))) return null
    await forgive(tx, tries)
    await recordEvent(tx, actor, { action: 'staff.recovery_codes_made', object })
    await notifyStaff(tx, staffId, 'desk_recovery_codes_made', { address })
    return makeRecoveryCodes(tx, staffId)
  })
  if (recoveryCodes) return { recoveryCodes }
  await recordDenial(actor, { action: 'staff.recovery_codes_refused', object })
  throw fieldError('code', 'staff_code_wrong')
}
