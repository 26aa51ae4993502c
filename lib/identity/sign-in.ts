import 'server-only'
import { setTimeout } from 'node:timers/promises'
import type { AnonymousActor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { AppError, fieldError } from '@/lib/errors'
import { checkOtp } from '@/lib/factors/check-otp'
import { normaliseCode } from '@/lib/factors/normalise-code'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { endReplacedSession } from './end-replaced-session'
import { findByNationalId } from './find-by-national-id'
import { isKnownDevice, rememberDevice } from './known-device'
import { parseLoginId } from './parse-login-id'
import { verifyPassword } from './password-hash'
import { recordSignInFailure } from './record-sign-in-failure'
import type { SignInInput } from './schema'
import { readAttempt, type SignInAttempt } from './sign-in-attempt'
import { refusalMs } from './sign-in-times'
import { type CountedWay, countWay } from './sign-in-way'
import { startSession } from './start-session'
import { throttleRules } from './throttle-rules'

export type SignInRequest = SignInInput & {
  /** From the cookie of a browser that has signed in before. */
  deviceToken?: string | undefined
  /** From the cookie of a browser that has asked for a code. */
  attemptToken?: string | undefined
  /** From the cookie that the new session's takes the place of, if the browser has one. */
  replacedToken?: string | undefined
}
export type SignedIn = { customerId: string; sessionToken: string; deviceToken: string }

/**
 * The one way to a portal session, for the page and for the sign-in library's endpoints alike. An unknown ID and
 * a wrong password get the same answer for the same work under the same throttle.
 * @throws AppError `id_malformed`, `credentials_refused`, `sign_in_code_refused` {left}, `sign_in_throttled`
 *   {seconds, minutes}, `sign_in_code_required`, `otp_too_many_tries`, `otp_malformed`,
 *   `otp_expired`; with everything right `customer_suspended`
 */
export async function signIn(actor: AnonymousActor, request: SignInRequest): Promise<SignedIn> {
  const answerAt = setTimeout(refusalMs)
  const nationalId = parseLoginId(request.nationalId)
  const { password, code, deviceToken, replacedToken } = request
  const attempt = readAttempt(request.attemptToken)
  if (code !== undefined && !normaliseCode(code)) throw fieldError('code', 'otp_malformed')
  // A code without the browser's attempt is a code asked for elsewhere, or long ago.
  if (code !== undefined && !attempt) throw fieldError('code', 'otp_expired')
  const customer = await findByNationalId(database(), nationalId)
  const known = await isKnownDevice(database(), customer && { customerId: customer.id }, deviceToken)
  const way = code !== undefined ? 'code' : known ? 'device' : 'password'
  const customerId = customer?.id ?? null
  const who = { actor, nationalId, customerId, deviceToken, attempt }
  const counted = await countWay(way, who).catch(async (error) => {
    await answerAt
    throw error
  })

  const rightPassword = await verifyPassword(customer?.passwordHash ?? null, password)
  const codeFactor =
    rightPassword && code !== undefined ? await codeGiven(actor, customer?.id ?? '', attempt, code) : null
  const right = rightPassword && (code === undefined || codeFactor !== null)
  const factors = codeFactor ? ['password', codeFactor] : ['password']
  const signedIn =
    right && customer
      ? await admit(actor, customer, counted, { known, deviceToken, replacedToken, factors })
      : null
  if (signedIn === 'suspended') {
    await answerAt
    throw new AppError('customer_suspended')
  }
  if (signedIn) return signedIn

  await recordSignInFailure(actor, customer?.id ?? null, counted, deviceToken)
  await answerAt
  if (way !== 'code') throw fieldError('password', 'credentials_refused')
  const left = throttleRules.attempt.most - counted.failures
  throw fieldError('code', 'sign_in_code_refused', { left })
}

/** The factor that the right code is, or null. */
async function codeGiven(
  actor: AnonymousActor,
  customerId: string,
  attempt: SignInAttempt | null,
  code: string,
): Promise<string | null> {
  if (!attempt) return null
  const { id: sessionId, digest } = attempt
  try {
    const { channel } = await checkOtp({
      actor,
      customerId,
      sessionId,
      digest,
      purpose: 'sign-in',
      code,
      field: 'code',
    })
    return `otp:${channel}`
  } catch (error) {
    // Which of ID, password and code was wrong is not told: whether a code was ever sent would say it.
    if (error instanceof AppError) return null
    throw error
  }
}

/** Lets them in unless they are suspended, or answers null when the password was changed since it was read. */
async function admit(
  actor: AnonymousActor,
  customer: { id: string; passwordHash: string | null },
  { way, clear }: CountedWay,
  {
    known,
    deviceToken,
    replacedToken,
    factors,
  }: Pick<SignInRequest, 'deviceToken' | 'replacedToken'> & { known: boolean; factors: string[] },
): Promise<SignedIn | 'suspended' | null> {
  const { id: customerId, passwordHash } = customer
  const { address, userAgent } = actor
  return transaction(async (tx) => {
    // Locked, so that a change of password or a suspension either is seen here or sees, and ends, the session made
    // here.
    const [still] = await tx.$queryRaw<{ suspended: boolean }[]>`
      SELECT suspended_at IS NOT NULL AS suspended FROM customer
      WHERE id = ${customerId}::uuid AND password_hash = ${passwordHash} FOR SHARE`
    if (!still) return null
    await clear(tx)
    if (still.suspended) {
      await recordEvent(tx, actor, { action: 'signin.refused', customerId, detail: { way } })
      return 'suspended'
    }
    if (replacedToken) await endReplacedSession(tx, actor, replacedToken)
    const session = await startSession(tx, { customerId, address, userAgent, factors })
    await recordEvent(tx, actor, {
      action: 'signin.succeeded',
      customerId,
      object: { kind: 'session', id: session.id },
      detail: { way, newDevice: !known },
    })
    if (!known) await notifyCustomer(tx, customerId, 'signin_new_device', { address, userAgent })
    return {
      customerId,
      sessionToken: session.token,
      deviceToken: await rememberDevice(tx, { customerId }, deviceToken),
    }
  })
}
