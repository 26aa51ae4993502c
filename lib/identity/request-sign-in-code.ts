import 'server-only'
import type { AnonymousActor } from '@/lib/access/actor'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { otpLimits } from '@/lib/factors/limits'
import { sendOtp } from '@/lib/factors/send-otp'
import { log } from '@/lib/log'
import { findByNationalId } from './find-by-national-id'
import { parseLoginId } from './parse-login-id'
import { verifyPassword } from './password-hash'
import type { RequestSignInCodeInput } from './schema'
import { openAttempt, type SignInAttempt } from './sign-in-attempt'
import { counter, countTry, forgive, throttled } from './throttle'
import { countedAddress } from './throttle-rules'

export type RequestedCode = {
  /** For the cookie that ties the code to this browser. */
  attemptToken: string
  resendAt: Date
  /** Settles when the code is on its way, or at once when none is due. Never to be waited for before answering. */
  delivery: Promise<void>
}

/**
 * Sends a code to somebody who is past the limit of failures and knows ID and password: without the password
 * anybody could use up a customer's codes of the day. The answer is the same whether one is sent or not.
 * @throws AppError `id_malformed`, `sign_in_throttled` {seconds, minutes}
 */
export async function requestSignInCode(
  actor: AnonymousActor,
  request: RequestSignInCodeInput & { attemptToken?: string | undefined },
): Promise<RequestedCode> {
  const nationalId = parseLoginId(request.nationalId)
  const address = countedAddress(actor.address)
  for (const one of [counter('code-address', address), counter('code-request', `${address} ${nationalId}`)]) {
    const counted = await countTry(one)
    if (!counted.counted) throw throttled(counted.waitSeconds)
  }
  const customer = await findByNationalId(database(), nationalId)
  const right = await verifyPassword(customer?.passwordHash ?? null, request.password)
  const attempt = openAttempt(request.attemptToken)
  await forgive(database(), counter('attempt', attempt.id))
  const delivery = right && customer ? send(actor, customer.id, attempt, request.channel) : Promise.resolve()
  return { attemptToken: attempt.token, resendAt: addSeconds(clock.now(), otpLimits.resendSeconds), delivery }
}

async function send(
  actor: AnonymousActor,
  customerId: string,
  { id: sessionId, digest }: SignInAttempt,
  channel: RequestSignInCodeInput['channel'],
): Promise<void> {
  try {
    await sendOtp({ actor, customerId, sessionId, purpose: 'sign-in', digest, channel })
  } catch (error) {
    // Too soon after the last one, or too many today: on record already; telling would say that the ID exists.
    if (!(error instanceof AppError))
      log.error({ err: error, requestId: actor.requestId }, 'no sign-in code sent')
  }
}
