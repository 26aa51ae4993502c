import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { visibleTo } from '@/lib/access/visible-to'
import { database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import type { OtpChannel, SentCode, StepUpPurpose } from './schema'
import { sendOtp } from './send-otp'

/**
 * Sends a code that proves one step-up of this session. The code has a life of its own, so that it can be
 * asked for again after the request's time to sign has passed.
 * @throws AppError `not_found`, `step_up_expired` when it was proved already; what `sendOtp` throws
 */
export async function sendStepUpOtp(
  actor: CustomerActor,
  input: { stepUpId: string; channel: OtpChannel },
): Promise<SentCode> {
  const stepUp = await database().stepUp.findFirst({
    where: { id: input.stepUpId, ...visibleTo(actor), sessionId: actor.sessionId },
  })
  if (!stepUp) throw new AppError('not_found')
  if (stepUp.provedAt) throw new AppError('step_up_expired')
  return sendOtp({
    actor,
    customerId: actor.customerId,
    sessionId: actor.sessionId,
    purpose: stepUp.purpose as StepUpPurpose,
    digest: Buffer.from(stepUp.digest),
    channel: input.channel,
  })
}
