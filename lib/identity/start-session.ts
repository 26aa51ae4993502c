import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { randomToken } from '@/lib/vault/random-token'
import { sessionTimes } from './session-times'

/** Opens a portal session. The token is for the cookie and nowhere else: only its keyed hash is stored. */
export async function startSession(
  tx: Tx,
  session: { customerId: string; address: string; userAgent: string; factors: string[] },
): Promise<{ id: string; token: string }> {
  const { customerId, address, userAgent, factors } = session
  const token = randomToken()
  const now = clock.now()
  const { id } = await tx.webSession.create({
    data: {
      customerId,
      address,
      userAgent,
      factors,
      tokenHash: keyedHash('session-token', token),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: addSeconds(now, sessionTimes.lifeSeconds),
    },
    select: { id: true },
  })
  return { id, token }
}
