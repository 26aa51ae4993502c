import { clock } from '@/lib/clock'
import { policy } from '@/lib/policies/policy'
import { AddressCounter } from './gate/address-counter'
import { type Asked, judge } from './gate/judge'
import { refusalOf } from './gate/refusal-of'
import type { Refusal } from './gate/send-refusal'
import { type Identity, identityHeaders } from './identity-headers'
import { isPublic } from './route-file/is-public'
import { permissionFor } from './route-file/permission-for'

/** As whose a request is passed on, or what its sender is told. */
export type Admission = { identity: Identity } | { refusal: Refusal }

let counter: AddressCounter | undefined
const mostPerMinute = 60_000

/**
 * Decides by the route file about a request of the trading API. What is public is nobody's: credentials that it brings
 * are not looked at, so that neither a wrong clock nor an old key keeps a client from asking for the time.
 * @throws UnavailableError when what it takes can't be looked up: the request must be refused; what `readBody` throws
 */
export async function admit(asked: Omit<Asked, 'permission'>): Promise<Admission> {
  const { facts, address, requestId } = asked
  if (isPublic(facts)) {
    if (!countPublic(address)) return { refusal: tooMany(requestId) }
    return { identity: { 'Signet-Address': address, 'Signet-Request-Id': requestId } }
  }
  const verdict = await judge({ ...asked, permission: permissionFor(facts) })
  if (verdict.decision.decision !== 'allow') return { refusal: refusalOf(verdict) }
  return { identity: identityHeaders(verdict) }
}

/** An address may send as many of them a minute as a key may send others. @returns false for one too many */
function countPublic(address: string): boolean {
  counter ??= new AddressCounter(Math.min(policy().limits.keyRequestsPerMinute, mostPerMinute))
  const now = clock.now()
  if (counter.isOver(address, now)) return false
  counter.count(address, now)
  return true
}

function tooMany(requestId: string): Refusal {
  const message = 'Too many requests from this address. Wait a minute.'
  return { status: 429, body: { code: 'rate_limited_address', message, requestId } }
}
