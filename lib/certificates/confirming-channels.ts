import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import type { Tx } from '@/lib/db/client'
import { otpDestinations } from '@/lib/factors/otp-destinations'
import type { OtpChannel } from '@/lib/factors/schema'
import { sessionFactors } from '@/lib/factors/session-factors'

/**
 * Where the code for a certificate may go: not where the code went that opened this session. Whoever holds one
 * channel of a customer must not get from sign-in to a certificate with it (Taiwan Stock Exchange FL040817, art. 2).
 */
export async function confirmingChannels(
  tx: Tx,
  actor: CustomerActor,
): Promise<{ channel: OtpChannel; masked: string }[]> {
  const used = await sessionFactors(tx, actor)
  const channels = await otpDestinations(tx, actor.customerId)
  return channels.filter(({ channel }) => !used.includes(`otp:${channel}`))
}
