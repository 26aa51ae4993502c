import type { StaffRole } from '@/lib/access/staff-roles'
import { transaction } from '@/lib/db/transaction'
import { hashPassword } from '@/lib/identity/password-hash'
import { openSeed, writeNewSeed } from '@/lib/staff/authenticator-seed'
import { type TestStaff, testStaff, testStaffSession } from '@/test/staff'
import { authenticatorCode } from './authenticator-code'
import { password } from './give-password'
import { sql } from './sql'

/** A member of staff whose session has given a password and no more: it opens the authenticator's page alone. */
export async function enrollingStaff(role: StaffRole, locale = 'en'): Promise<TestStaff> {
  const staff = await newStaff(role, locale)
  await transaction((tx) => writeNewSeed(tx, staff.staffId))
  return { ...staff, ...(await testStaffSession(staff.staffId, role, ['password'])) }
}

/** A member of staff with a live, complete session, and no password. */
export async function newStaff(role: StaffRole, locale = 'en'): Promise<TestStaff> {
  const staff = await testStaff(role)
  await sql('UPDATE staff SET locale = $2 WHERE id = $1', [staff.staffId, locale])
  return staff
}

/** One who can sign in, by `password` and what their authenticator shows. */
export async function signingInStaff(
  role: StaffRole,
): Promise<TestStaff & { code: (stepsAhead?: number) => string }> {
  const staff = await newStaff(role)
  const { staffId } = staff
  await sql('UPDATE staff SET password_hash = $2 WHERE id = $1', [staffId, await hashPassword(password)])
  await transaction((tx) => writeNewSeed(tx, staffId))
  const [row] = await sql<{ sealed: Buffer }>(
    'UPDATE authenticator SET confirmed_at = now() WHERE staff_id = $1 RETURNING seed_sealed AS sealed',
    [staffId],
  )
  if (!row) throw new Error('the authenticator is there')
  const secret = openSeed(staffId, row.sealed)
  return { ...staff, code: (stepsAhead) => authenticatorCode(secret, stepsAhead) }
}
