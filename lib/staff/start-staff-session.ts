import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { sessionTimes } from '@/lib/identity/session-times'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { randomToken } from '@/lib/vault/random-token'

/** How long somebody has for setting up an authenticator. */
const settingUpSeconds = 10 * 60

/** What opened a session. The password alone opens nothing but setting up an authenticator. */
export type StaffFactors = ['password'] | ['password', 'totp' | 'recovery']

/** What a session's row says of its token and its end. The token is for the cookie: only its keyed hash is stored. */
function freshToken(factors: StaffFactors) {
  const token = randomToken()
  const seconds = factors.length > 1 ? sessionTimes.lifeSeconds : settingUpSeconds
  const tokenHash = keyedHash('staff-session-token', token)
  return { token, data: { tokenHash, factors, expiresAt: addSeconds(clock.now(), seconds) } }
}

/** Opens a session of a member of staff. */
export async function startStaffSession(
  tx: Tx,
  session: { staffId: string; address: string; userAgent: string; factors: StaffFactors },
): Promise<{ id: string; token: string }> {
  const { factors, ...about } = session
  const now = clock.now()
  const { token, data } = freshToken(factors)
  const { id } = await tx.staffSession.create({
    data: { ...about, ...data, createdAt: now, lastSeenAt: now },
    select: { id: true },
  })
  return { id, token }
}

/**
 * Makes a whole session of one that only set up an authenticator. Its token is renewed: whoever knew the one before
 * knows nothing of the session that opens the desk.
 * @returns the token, or null when the session is over
 */
export async function completeStaffSession(tx: Tx, id: string, staffId: string): Promise<string | null> {
  const now = clock.now()
  const { token, data } = freshToken(['password', 'totp'])
  const renewed = await tx.staffSession.updateMany({
    where: { id, staffId, endedAt: null, expiresAt: { gt: now }, factors: { equals: ['password'] } },
    data: { ...data, lastSeenAt: now },
  })
  return renewed.count > 0 ? token : null
}
