import 'server-only'
import type { AnonymousActor } from '@/lib/access/actor'
import type { Tx } from '@/lib/db/client'
import { AppError, fieldError } from '@/lib/errors'
import { log } from '@/lib/log'
import { noteHeldBack } from './note-held-back'
import type { SignInAttempt } from './sign-in-attempt'
import { type Counter, counter, countTry, forgive, takeBack, throttled } from './throttle'
import { countedAddress } from './throttle-rules'

/**
 * How somebody tries to get in, and with it whose failures slow them down. A stranger's failures count for the
 * account and the address; they touch neither a known device, a client with the customer's certificate nor a code, so
 * nobody is locked out by a stranger.
 */
export type SignInWay = 'password' | 'device' | 'certificate' | 'code'

export type CountedWay = {
  way: SignInWay
  /** Failures in a row, this try included. */
  failures: number
  /** How long the next one has to wait if this one fails. */
  waitSeconds: number
  /** Undoes the counting, in the transaction that lets somebody in. */
  clear: (tx: Tx) => Promise<void>
}

type Who = {
  actor: AnonymousActor
  nationalId: string
  /** Whose ID it is, where it is anybody's. */
  customerId: string | null
  deviceToken?: string | undefined
  attempt?: SignInAttempt | null
  /** SHA-256 of the certificate whose private key the connection proved. */
  thumbprint?: Uint8Array
}

/**
 * Counts the try before anything is verified.
 * @throws AppError `sign_in_throttled` {seconds, minutes}, `sign_in_code_required`, `otp_too_many_tries` at `code`
 */
export async function countWay(way: SignInWay, who: Who): Promise<CountedWay> {
  const { own, shared } = countersOf(way, who)
  const around = shared ? await countTry(shared) : null
  if (around && !around.counted) throw await refused(who, way, around.since, throttled(around.waitSeconds))
  const counted = await countTry(own)
  if (counted.counted) {
    const { failures, waitSeconds } = counted
    const clear = async (tx: Tx) => {
      await forgive(tx, own)
      if (shared) await takeBack(tx, shared)
    }
    return { way, failures, waitSeconds, clear }
  }
  if (!counted.spent) throw await refused(who, way, counted.since, throttled(counted.waitSeconds))
  const error =
    way === 'code' ? fieldError('code', 'otp_too_many_tries') : new AppError('sign_in_code_required')
  throw await refused(who, way, counted.since, error)
}

function countersOf(way: SignInWay, who: Who): { own: Counter; shared?: Counter } {
  const address = countedAddress(who.actor.address)
  if (way === 'device')
    return { own: counter('device', `${who.nationalId}:${who.deviceToken}`, who.customerId) }
  if (way === 'certificate') {
    const thumbprint = Buffer.from(who.thumbprint ?? []).toString('hex')
    return { own: counter('certificate', thumbprint, who.customerId) }
  }
  if (way === 'code')
    return { own: counter('attempt', who.attempt?.id ?? ''), shared: counter('code-address', address) }
  return { own: counter('account', who.nationalId, who.customerId), shared: counter('address', address) }
}

/** Turned away without a look at the password: each goes to the log, and to the owner's record once in a wait. */
async function refused(
  { actor, customerId }: Who,
  way: SignInWay,
  since: Date,
  error: AppError,
): Promise<AppError> {
  const { requestId, address } = actor
  const reason = error.code
  log.warn({ requestId, address, way, reason }, 'sign-in held back')
  if (customerId) await noteHeldBack(actor, { customerId, since, way, reason })
  return error
}
