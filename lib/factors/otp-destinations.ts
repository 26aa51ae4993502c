import 'server-only'
import type { Tx } from '@/lib/db/client'
import { maskEmail, maskPhone } from '@/lib/identity/mask'
import { policy } from '@/lib/policies/policy'
import type { OtpChannel } from './schema'

/** Where a customer's codes can go, masked, in the policy's order. */
export async function otpDestinations(
  tx: Tx,
  customerId: string,
): Promise<{ channel: OtpChannel; masked: string }[]> {
  const { phone, email } = await tx.customer.findUniqueOrThrow({
    where: { id: customerId },
    select: { phone: true, email: true },
  })
  const masked = { sms: maskPhone(phone), email: maskEmail(email) }
  return policy().otpChannels.map((channel) => ({ channel, masked: masked[channel] }))
}
