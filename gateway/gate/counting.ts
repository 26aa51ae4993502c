import { clock } from '@/lib/clock'
import { policy } from '@/lib/policies/policy'
import type { Credentials } from '@/lib/signing/request'
import type { Decision } from '@/lib/verify/decide'
import type { VerifyInput } from '@/lib/verify/verify-input'
import { sharedRedis } from '../redis'
import { AddressCounter } from './address-counter'
import { type KeyRate, keyRate } from './key-rate'
import { replayOf } from './replay'
import { SeenInRedis } from './seen-in-redis'
import { SeenInMemory, type SeenRequests } from './seen-requests'

type Counted = VerifyInput['counted']
type Allowed = Extract<Decision, { decision: 'allow' }>

export const nothingCounted: Counted = { addressExceeded: false, replayed: false, keyExceeded: false }
/** Some 110 bytes each. */
const mostSeen = 1_000_000
const startedAt = clock.now()

type Counters = { failures: AddressCounter; seen: SeenRequests; rate: KeyRate }
let made: Counters | undefined

/** Made at first use, for which a gateway does not wait until it is asked: Redis is reached by then. */
function counters(): Counters {
  const redis = sharedRedis()
  const { addressFailuresPerMinute, keyRequestsPerMinute } = policy().limits
  made ??= {
    failures: new AddressCounter(addressFailuresPerMinute),
    seen: redis ? new SeenInRedis(redis) : new SeenInMemory(startedAt, mostSeen),
    rate: keyRate(keyRequestsPerMinute, redis),
  }
  return made
}

/** Begins to count and to remember. */
export function openCounters(): void {
  counters()
}

/** Whether an address has failed too often to be looked at now. */
export function addressIsOver(address: string, now: Date): boolean {
  return counters().failures.isOver(address, now)
}

/** Counts a refusal against its address when nobody was known by what was sent: guesses cost look-ups. */
export function countFailure(address: string, { code }: Decision, now: Date): void {
  if (code === 'unknown_key' || code === 'bad_signature') counters().failures.count(address, now)
}

/**
 * Marks a request that is allowed so far as seen, and counts it; one that was seen before is not counted.
 * @returns what that found out, to decide again
 * @throws UnavailableError when it can't be told whether it was seen
 */
export async function countAllowed(
  credentials: Credentials,
  method: string,
  { record }: Allowed,
  now: Date,
): Promise<Counted> {
  const { seen, rate } = counters()
  const keyId = record.id ?? record.customerId
  // Before it is marked: one key must not fill what all requests are remembered in.
  if (rate.isOver(keyId)) return { ...nothingCounted, keyExceeded: true }
  const replay = replayOf(credentials, method, policy().replay)
  if (replay) {
    const wasSeen = await seen.mark(replay, now)
    if (wasSeen && replay.refused) return { ...nothingCounted, replayed: true }
  }
  return { ...nothingCounted, keyExceeded: await rate.count(keyId) }
}

/** How many requests this process remembers; null where Redis does. */
export function requestsRemembered(): number | null {
  const { seen } = counters()
  return seen instanceof SeenInMemory ? seen.size : null
}
