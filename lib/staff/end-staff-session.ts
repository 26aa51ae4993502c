import 'server-only'
import type { AnonymousActor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import type { CurrentStaff } from './read-staff-session'

/**
 * Signs out: ends the session behind the browser's own cookie, also one that has yet to set up an authenticator.
 * One that is over already stays as it is.
 */
export async function endStaffSession(
  actor: AnonymousActor,
  { id, staffId, role }: Pick<CurrentStaff, 'id' | 'staffId' | 'role'>,
): Promise<void> {
  await transaction(async (tx) => {
    const ended = await tx.staffSession.updateMany({
      where: { id, staffId, endedAt: null },
      data: { endedAt: clock.now() },
    })
    if (ended.count === 0) return
    const who = { ...actor, kind: 'staff', staffId, sessionId: id, role, because: null } as const
    await recordEvent(tx, who, { action: 'staff.signed_out', object: { kind: 'staff', id: staffId } })
  })
}
