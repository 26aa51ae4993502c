import { forcedLogoutCode } from '../gate/refusal-of'

/** How soon a client whose stream broke comes back, in milliseconds. */
const retryMs = 3_000
const spreadMs = 10_000

/** Whoever comes back with it has been told: the answer is 204, on which no client comes once more. */
export const logoutEventId = 'forced-logout'

export function readyEvent(sessionId: string): string {
  return `retry: ${retryMs}\nevent: ready\ndata: ${JSON.stringify({ session: sessionId })}\n\n`
}

export const pingEvent = 'event: ping\ndata: {}\n\n'

export function forcedLogoutEvent(reason: string): string {
  const data = JSON.stringify({ code: forcedLogoutCode, reason })
  return `id: ${logoutEventId}\nevent: forced_logout\ndata: ${data}\n\n`
}

/** Said when the gateway ends: thousands of clients must not come back in one instant. */
export function restartComment(): string {
  return `: the gateway ends, come back\nretry: ${retryMs + Math.floor(Math.random() * spreadMs)}\n\n`
}
