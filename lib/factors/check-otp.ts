import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { lockCustomer } from '@/lib/db/lock-customer'
import { transaction } from '@/lib/db/transaction'
import { type ErrorCode, fieldError } from '@/lib/errors'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { isLocked } from './is-locked'
import { otpLimits } from './limits'
import { markLocked } from './mark-locked'
import { normaliseCode } from './normalise-code'
import type { OtpChannel, OtpPurpose } from './schema'

export type OtpAnswer = {
  actor: Actor
  customerId: string
  sessionId: string
  purpose: OtpPurpose
  digest: Buffer<ArrayBuffer>
  /** As typed: spaces and full-width digits are fine. */
  code: string
  /** The form field at which a refusal is shown. */
  field: string
}

type Refusal = { refused: ErrorCode; left?: number }

/**
 * Uses up the newest code sent for this session, purpose and digest. In a transaction of its own: a refused try
 * stays counted whatever the caller does.
 * @returns the channel the code went to
 * @throws AppError at `field`: `otp_malformed`, `otp_wrong` {left}, `otp_expired` (also: none was sent),
 *   `otp_used`, `otp_too_many_tries`, `otp_locked`
 */
export async function checkOtp(answer: OtpAnswer): Promise<{ channel: OtpChannel }> {
  const code = normaliseCode(answer.code)
  if (!code) throw fieldError(answer.field, 'otp_malformed')
  const outcome = await transaction(async (tx) => {
    const { actor, customerId, purpose } = answer
    const result = await tryCode(tx, answer, code)
    const about = { customerId, ...(result.id && { object: { kind: 'otp', id: result.id } as const }) }
    if ('refused' in result)
      await recordEvent(tx, actor, {
        action: 'otp.refused',
        ...about,
        detail: { purpose, reason: result.refused },
      })
    else
      await recordEvent(tx, actor, {
        action: 'otp.confirmed',
        ...about,
        detail: { purpose, channel: result.channel },
      })
    return result
  })
  if ('channel' in outcome) return { channel: outcome.channel }
  throw fieldError(answer.field, outcome.refused, outcome.left === undefined ? {} : { left: outcome.left })
}

/** Every try is counted before the code is looked at; of parallel right ones the first takes the code. */
async function tryCode(
  tx: Tx,
  { customerId, sessionId, purpose, digest }: OtpAnswer,
  code: string,
): Promise<{ id?: string } & ({ channel: OtpChannel } | Refusal)> {
  await lockCustomer(tx, customerId)
  const now = clock.now()
  const challenge = await tx.otpChallenge.findFirst({
    where: { customerId, sessionId, purpose, digest },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
  if (!challenge) return { refused: 'otp_expired' }
  const { id, channel } = challenge
  if (challenge.consumedAt) return { id, refused: 'otp_used' }
  if (challenge.attempts >= otpLimits.triesPerCode) return { id, refused: 'otp_too_many_tries' }
  if (challenge.expiresAt <= now) return { id, refused: 'otp_expired' }
  if (await isLocked(tx, customerId)) return { id, refused: 'otp_locked' }

  await tx.otpChallenge.update({ where: { id }, data: { attempts: { increment: 1 } }, select: { id: true } })
  const hash = keyedHash('otp-code', `${id}:${code}`)
  const right = timingSafeEqual(hash, challenge.codeHash)
  if (!right) {
    await markLocked(tx, customerId)
    return { id, refused: 'otp_wrong', left: otpLimits.triesPerCode - challenge.attempts - 1 }
  }
  const taken = await tx.otpChallenge.updateMany({
    where: { id, consumedAt: null },
    data: { consumedAt: now },
  })
  return taken.count === 1 ? { id, channel } : { id, refused: 'otp_used' }
}
