import type { Env } from '@/lib/env'

/** Who stops a gateway waits for it: not for whatever the trading API may take. */
const longestGraceSeconds = 120
/** That the trading API was silent for too long is still said. */
const toSaySoSeconds = 2

/** How long each part of a gateway's end may take; `all` is when it is over, whatever hangs. */
export function stopSeconds({ UPSTREAM_TIMEOUT_SECONDS }: Pick<Env, 'UPSTREAM_TIMEOUT_SECONDS'>) {
  const lease = 3
  const requests = Math.min(UPSTREAM_TIMEOUT_SECONDS, longestGraceSeconds) + toSaySoSeconds
  const writing = 5
  // A second for connections to be closed, and one to spare.
  return { lease, requests, writing, all: lease + requests + writing + 2 }
}
