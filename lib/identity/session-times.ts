import 'server-only'
import { addSeconds } from '@/lib/clock'

export const sessionTimes = {
  idleSeconds: 15 * 60,
  lifeSeconds: 12 * 3600,
  /** "Last seen" is written at most this often. */
  seenSeconds: 30,
} as const

/** The filter of sessions that still hold at this instant. */
export function liveAt(now: Date) {
  return {
    endedAt: null,
    expiresAt: { gt: now },
    lastSeenAt: { gt: addSeconds(now, -sessionTimes.idleSeconds) },
  }
}
