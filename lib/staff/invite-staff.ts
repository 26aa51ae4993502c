import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { authorizeManaging } from './authorize-managing'
import { createStaff } from './create-staff'
import type { StaffFields } from './schema'
import { sendStaffActivation } from './send-staff-activation'

/**
 * Opens an account for a new colleague and mails them a link with which to choose a password.
 * @throws AppError `staff_email_taken` at `email`; `forbidden` for who is no administrator any more
 */
export async function inviteStaff(actor: Actor, staff: StaffFields): Promise<{ id: string }> {
  authorizeManaging(actor)
  return transaction(async (tx) => {
    // Locked, so that who is put out of office at this moment leaves nobody behind.
    const still = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM staff WHERE id = ${actor.staffId}::uuid AND role = 'admin' AND disabled_at IS NULL FOR SHARE`
    if (still.length === 0) throw new AppError('forbidden')
    const { id } = await createStaff(tx, actor, staff)
    await sendStaffActivation(tx, id)
    return { id }
  })
}
