import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import { fieldError } from '@/lib/errors'
import { checkNewPassword } from '@/lib/identity/check-new-password'
import { hashPassword } from '@/lib/identity/password-hash'
import type { StaffFields } from './schema'

export type NewStaff = StaffFields & {
  /** Null or left out: chosen with a one-time link. */
  password?: string | null
  isDemo?: boolean
}

/**
 * Opens an account at the desk; the system may too, for the first one.
 * @param staff as `staffFields` gives it
 * @throws AppError `staff_email_taken` at `email`; what `checkNewPassword` refuses at `password`
 */
export async function createStaff(tx: Tx, actor: Actor, staff: NewStaff): Promise<{ id: string }> {
  if (actor.kind !== 'system') authorize(actor, 'staff:manage')
  const { email, name, role, locale, password = null, isDemo = false } = staff
  if (password !== null) checkNewPassword('password', password, [email, name])
  const id = newId()
  const now = clock.now()
  const passwordHash = password === null ? null : await hashPassword(password)
  // One statement: of two at once with the same address, one is told.
  const { count } = await tx.staff.createMany({
    data: [{ id, email, name, role, locale, passwordHash, isDemo, passwordChangedAt: now, createdAt: now }],
    skipDuplicates: true,
  })
  if (count === 0) throw fieldError('email', 'staff_email_taken')
  await recordEvent(tx, actor, {
    action: 'staff.created',
    object: { kind: 'staff', id },
    // Not `role`: an event has that of the member of staff who acted.
    detail: { name, to: role },
  })
  return { id }
}
