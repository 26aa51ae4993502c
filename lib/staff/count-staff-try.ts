import 'server-only'
import type { AnonymousActor } from '@/lib/access/actor'
import type { Tx } from '@/lib/db/client'
import type { AppError } from '@/lib/errors'
import { counter, countTry, forgive, takeBack, throttled } from '@/lib/identity/throttle'
import { countedAddress } from '@/lib/identity/throttle-rules'
import { log } from '@/lib/log'

type StaffTry = {
  actor: AnonymousActor
  email: string
  /** The token of a browser in which this member of staff has signed in before; undefined for any other. */
  knownDevice: string | undefined
}

export type CountedStaffTry = {
  way: 'password' | 'device'
  /** Failures in a row, this try included. */
  failures: number
  /** How long the next one has to wait if this one fails. */
  waitSeconds: number
  /** Undoes the counting, in the transaction that lets somebody in. */
  clear: (tx: Tx) => Promise<void>
}

/**
 * Counts the try before anything is verified. A stranger's failures count for the account and the address, and touch
 * no browser that has signed in before.
 * @throws AppError `sign_in_throttled` {seconds, minutes}
 */
export async function countStaffTry({ actor, email, knownDevice }: StaffTry): Promise<CountedStaffTry> {
  const way = knownDevice ? 'device' : 'password'
  const own = knownDevice
    ? counter('staff-device', `${email}:${knownDevice}`)
    : counter('staff-account', email)
  const shared = knownDevice ? null : counter('staff-address', countedAddress(actor.address))
  const around = shared && (await countTry(shared))
  if (around && !around.counted) throw heldBack(actor, around.waitSeconds)
  const counted = await countTry(own)
  if (!counted.counted) throw heldBack(actor, counted.waitSeconds)
  const { failures, waitSeconds } = counted
  const clear = async (tx: Tx) => {
    await forgive(tx, own)
    if (shared) await takeBack(tx, shared)
  }
  return { way, failures, waitSeconds, clear }
}

/** To the log only: on record, a stranger could fill it. */
function heldBack({ requestId, address }: AnonymousActor, waitSeconds: number): AppError {
  log.warn({ requestId, address }, 'staff sign-in held back')
  return throttled(waitSeconds)
}
