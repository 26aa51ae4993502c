import 'server-only'
import type { StaffRole } from '@/lib/access/staff-roles'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { sessionTimes } from '@/lib/identity/session-times'
import { keyedHash } from '@/lib/vault/keyed-hash'

/** The signed-in member of staff as the shell shows them. */
export type CurrentStaff = {
  id: string
  staffId: string
  name: string
  role: StaffRole
  /** Whether an authenticator or recovery code was given too: without, only setting one up is open. */
  complete: boolean
}

type SessionRow = Omit<CurrentStaff, 'complete'> & { factors: string[]; lastSeenAt: Date }

/**
 * The live session behind a staff cookie's token, or null, also once the member of staff is disabled. Being asked
 * keeps it from going idle; that is written at most every 30 seconds.
 */
export async function readStaffSession(token: string): Promise<CurrentStaff | null> {
  const now = clock.now()
  const idleSince = addSeconds(now, -sessionTimes.idleSeconds)
  const [row] = await database().$queryRaw<SessionRow[]>`
    SELECT s.id, s.staff_id AS "staffId", s.factors, s.last_seen_at AS "lastSeenAt", m.name, m.role
    FROM staff_session s JOIN staff m ON m.id = s.staff_id
    WHERE s.token_hash = ${keyedHash('staff-session-token', token)} AND m.disabled_at IS NULL
      AND s.ended_at IS NULL AND s.expires_at > ${now} AND s.last_seen_at > ${idleSince}`
  if (!row) return null
  const { lastSeenAt, factors, ...session } = row
  if (lastSeenAt <= addSeconds(now, -sessionTimes.seenSeconds))
    await database().staffSession.updateMany({
      where: { id: session.id, endedAt: null, lastSeenAt: { lt: now } },
      data: { lastSeenAt: now },
    })
  return { ...session, complete: factors.some((factor) => factor !== 'password') }
}
