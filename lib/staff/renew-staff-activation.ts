import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { authorizeManaging } from './authorize-managing'
import { lockMember } from './lock-member'
import { sendStaffActivation } from './send-staff-activation'

/**
 * Mails a colleague a new link with which to choose a password, also where they have one and forgot it; the links
 * before are over. Nobody but them sees it.
 * @throws AppError what `lockMember` refuses; `staff_already_disabled`
 */
export async function renewStaffActivation(
  actor: Actor,
  member: { staffId: string; revision: number },
): Promise<void> {
  authorizeManaging(actor)
  await transaction(async (tx) => {
    const { id, name, disabledAt } = await lockMember(tx, actor, member)
    if (disabledAt) throw new AppError('staff_already_disabled')
    await sendStaffActivation(tx, id)
    await recordEvent(tx, actor, {
      action: 'staff.activation_sent',
      object: { kind: 'staff', id },
      detail: { name },
    })
  })
}
