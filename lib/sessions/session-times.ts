import { addSeconds } from '@/lib/clock'
import { policy } from '@/lib/policies/policy'

/** For how long a client that asks with an ended token is told why it ended. */
export const endedToldSeconds = 24 * 3600

/** Without a use for so long, a session ends. */
export function idleSeconds(): number {
  return policy().apiSessions.idleMinutes * 60
}

/** The filter of sessions that still hold at this instant. */
export function liveAt(now: Date) {
  return {
    endedAt: null,
    expiresAt: { gt: now },
    lastUsedAt: { gt: addSeconds(now, -idleSeconds()) },
  }
}
