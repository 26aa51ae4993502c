import 'server-only'
import type { AnonymousActor } from '@/lib/access/actor'
import type { Tx } from '@/lib/db/client'
import { AppError, fieldError } from '@/lib/errors'
import { log } from '@/lib/log'
import type { SignInAttempt } from './sign-in-attempt'
import { type Counter, counter, countTry, forgive, takeBack, throttled } from './throttle'
import { countedAddress } from './throttle-rules'

/**
 * How somebody tries to get in, and with it whose failures slow them down. A stranger's failures count for the
 * account and the address; they touch neither a known device nor a code, so nobody is locked out by a stranger.
 */
export type SignInWay = 'password' | 'device' | 'code'

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
  deviceToken: string | undefined
  attempt: SignInAttempt | null
}

/**
 * Counts the try before anything is verified.
 * @throws AppError `sign_in_throttled` {seconds, minutes}, `sign_in_code_required`, `otp_too_many_tries` at `code`
 */
export async function countWay(way: SignInWay, who: Who): Promise<CountedWay> {
  const { own, shared } = countersOf(way, who)
  const around = shared ? await countTry(shared) : null
  if (around && !around.counted) throw refused(who, way, throttled(around.waitSeconds))
  const counted = await countTry(own)
  if (counted.counted) {
    const { failures, waitSeconds } = counted
    const clear = async (tx: Tx) => {
      await forgive(tx, own)
      if (shared) await takeBack(tx, shared)
    }
    return { way, failures, waitSeconds, clear }
  }
  if (!counted.spent) throw refused(who, way, throttled(counted.waitSeconds))
  throw refused(
    who,
    way,
    way === 'code' ? fieldError('code', 'otp_too_many_tries') : new AppError('sign_in_code_required'),
  )
}

function countersOf(way: SignInWay, who: Who): { own: Counter; shared?: Counter } {
  const address = countedAddress(who.actor.address)
  if (way === 'device')
    return { own: counter('device', `${who.nationalId}:${who.deviceToken}`, who.customerId) }
  if (way === 'code')
    return { own: counter('attempt', who.attempt?.id ?? ''), shared: counter('code-address', address) }
  return { own: counter('account', who.nationalId, who.customerId), shared: counter('address', address) }
}

/** Refusals without a look at the password go to the log only: on record they would let a stranger fill it. */
function refused({ actor }: Who, way: SignInWay, error: AppError): AppError {
  log.warn(
    { requestId: actor.requestId, address: actor.address, way, reason: error.code },
    'sign-in held back',
  )
  return error
}
