import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { transaction } from '@/lib/db/client'
import { notifyStaff } from '@/lib/notices/notify-staff'
import { authorizeManaging } from './authorize-managing'
import { endSessionsOf } from './end-sessions-of'
import { lockMember } from './lock-member'

/**
 * Forgets a colleague's authenticator and recovery codes and signs them out: at the next sign-in they set up a new one.
 * Never one's own, which would make a stolen session of an administrator one that lasts.
 * @throws AppError what `lockMember` refuses
 */
export async function resetAuthenticator(
  actor: Actor,
  member: { staffId: string; revision: number },
): Promise<void> {
  authorizeManaging(actor)
  await transaction(async (tx) => {
    const { id, name } = await lockMember(tx, actor, member)
    await tx.authenticator.deleteMany({ where: { staffId: id } })
    await tx.recoveryCode.deleteMany({ where: { staffId: id } })
    const endedSessions = await endSessionsOf(tx, id)
    await recordEvent(tx, actor, {
      action: 'staff.authenticator_reset',
      object: { kind: 'staff', id },
      detail: { name, endedSessions },
    })
    await notifyStaff(tx, id, 'desk_authenticator_reset', { at: clock.now() })
  })
}
