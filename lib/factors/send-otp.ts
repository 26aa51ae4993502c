import 'server-only'
import { recordDenial } from '@/lib/audit/record-event'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { deliverNotice } from '@/lib/notices/deliver-notice'
import { issueOtp, type OtpRequest } from './issue-otp'
import { otpDestinations } from './otp-destinations'
import type { SentCode } from './schema'

/**
 * Makes a code, commits it, and tries to deliver it at once. `delivery: 'failed'` means that it is being retried.
 * @throws AppError `not_found` for a channel the policy does not allow; what `issueOtp` throws
 */
export async function sendOtp(request: OtpRequest): Promise<SentCode> {
  const { actor, customerId, purpose, channel } = request
  const { masked, outboxId, ...times } = await transaction(async (tx) => {
    const destination = (await otpDestinations(tx, customerId)).find((one) => one.channel === channel)
    if (!destination) throw new AppError('not_found')
    return { masked: destination.masked, ...(await issueOtp(tx, request)) }
  }).catch(async (error) => {
    if (error instanceof AppError) {
      const detail = { purpose, channel, reason: error.code }
      await recordDenial(actor, { action: 'otp.refused', customerId, detail })
    }
    throw error
  })
  const delivery = (await deliverNotice(outboxId)) === 'failed' ? 'failed' : 'sent'
  return { masked, channel, ...times, delivery }
}
