import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { addSeconds, clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { lockCustomer } from '@/lib/db/lock-customer'
import { newId } from '@/lib/db/new-id'
import { AppError } from '@/lib/errors'
import { cancelNotice } from '@/lib/notices/cancel-notice'
import { enqueueNotice } from '@/lib/notices/enqueue-notice'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { generateOtp } from './generate-otp'
import { isLocked } from './is-locked'
import { otpLimits } from './limits'
import type { OtpChannel, OtpPurpose } from './schema'

export type OtpRequest = {
  actor: Actor
  customerId: string
  /** What the code is tied to besides the purpose: the portal session, or the browser's sign-in attempt. */
  sessionId: string
  purpose: OtpPurpose
  digest: Buffer<ArrayBuffer>
  channel: OtpChannel
  /** Further values of the purpose's message: the fingerprint of the key a certificate is for. */
  values?: { fingerprint: string }
}

const templates = {
  'sign-in': 'otp_sign_in',
  'certificate-issue': 'otp_certificate_issue',
  'certificate-renew': 'otp_certificate_renew',
  'key-create': 'otp_key_create',
  'key-widen': 'otp_key_widen',
  'key-rotate': 'otp_key_rotate',
} as const

/**
 * Makes a code, keeps its keyed hash, and puts the message in the outbox. A newer code for the same thing
 * replaces the older. Deliver it after the commit: `deliverNotice(outboxId)`; `sendOtp` does both.
 * @throws AppError `otp_resend_too_soon` {seconds}, `otp_daily_limit` {limit, hours}, `otp_locked`
 */
export async function issueOtp(
  tx: Tx,
  { actor, customerId, sessionId, purpose, digest, channel, values }: OtpRequest,
): Promise<{ outboxId: string; expiresAt: Date; resendAt: Date }> {
  // Parallel requests queue up here, so that the counts below hold.
  const contact = await lockCustomer(tx, customerId)
  if (await isLocked(tx, customerId)) throw new AppError('otp_locked')
  await refusePastDailyLimit(tx, customerId)
  await supersede(tx, { customerId, sessionId, purpose, digest }, channel)

  const now = clock.now()
  const expiresAt = addSeconds(now, otpLimits.lifeSeconds)
  const id = newId()
  const code = generateOtp()
  const outbox = await enqueueNotice(tx, {
    to: { customerId },
    channel,
    template: templates[purpose],
    values: { fingerprint: '', ...values, code, minutes: otpLimits.lifeSeconds / 60 },
    expiresAt,
    contact,
  })
  await tx.otpChallenge.create({
    data: {
      id,
      customerId,
      sessionId,
      purpose,
      digest,
      channel,
      codeHash: keyedHash('otp-code', `${id}:${code}`),
      outboxId: outbox.id,
      createdAt: now,
      expiresAt,
    },
    select: { id: true },
  })
  await recordEvent(tx, actor, {
    action: 'otp.sent',
    customerId,
    object: { kind: 'otp', id },
    detail: { purpose, channel },
  })
  return { outboxId: outbox.id, expiresAt, resendAt: addSeconds(now, otpLimits.resendSeconds) }
}

async function refusePastDailyLimit(tx: Tx, customerId: string): Promise<void> {
  const now = clock.now()
  const lastDay = await tx.otpChallenge.findMany({
    where: { customerId, createdAt: { gt: addSeconds(now, -86_400) } },
    orderBy: { createdAt: 'desc' },
    take: otpLimits.codesPerDay,
    select: { createdAt: true },
  })
  const oldest = lastDay[otpLimits.codesPerDay - 1]
  if (!oldest) return
  const hours = Math.ceil((addSeconds(oldest.createdAt, 86_400).getTime() - now.getTime()) / 3_600_000)
  throw new AppError('otp_daily_limit', { values: { limit: otpLimits.codesPerDay, hours } })
}

/**
 * Stops what is still under way of the codes that this one replaces. The same channel has to wait out its pause;
 * the other one need not, for somebody who finds the phone out of reach.
 */
async function supersede(
  tx: Tx,
  same: Pick<OtpRequest, 'customerId' | 'sessionId' | 'purpose' | 'digest'>,
  channel: OtpChannel,
): Promise<void> {
  const now = clock.now()
  const earlier = await tx.otpChallenge.findMany({
    where: { ...same, createdAt: { gt: addSeconds(now, -otpLimits.lifeSeconds) } },
    select: { channel: true, createdAt: true, outboxId: true },
  })
  for (const code of earlier) {
    const waitMs = addSeconds(code.createdAt, otpLimits.resendSeconds).getTime() - now.getTime()
    if (code.channel === channel && waitMs > 0)
      throw new AppError('otp_resend_too_soon', { values: { seconds: Math.ceil(waitMs / 1000) } })
    if (code.outboxId) await cancelNotice(tx, code.outboxId)
  }
}
