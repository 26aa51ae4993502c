import { randomUUID } from 'node:crypto'
import { systemActor } from '@/lib/access/actor'
import type { StaffRole } from '@/lib/access/staff-roles'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { openSeed } from '@/lib/staff/authenticator-seed'
import { confirmAuthenticator } from '@/lib/staff/confirm-authenticator'
import { createStaff } from '@/lib/staff/create-staff'
import { readStaffSession } from '@/lib/staff/read-staff-session'
import { signInStaff } from '@/lib/staff/sign-in-staff'
import { codeOfStep, stepAt } from '@/lib/staff/totp'
import { password, stranger } from './signing-in'

/** A member of staff who can sign in with `password`; has no authenticator yet. */
export async function newStaff(role: StaffRole = 'support') {
  const email = `${role}-${randomUUID().slice(0, 8)}@example.com`
  const fields = { email, name: 'Chou Mei', role, locale: 'en' } as const
  const { id } = await transaction((tx) => createStaff(tx, systemActor, { ...fields, password }))
  const seed = async () => {
    const { seedSealed } = await database().authenticator.findUniqueOrThrow({ where: { staffId: id } })
    return openSeed(id, seedSealed)
  }
  return {
    id,
    email,
    /** What the authenticator shows, so many steps from now. */
    code: async (steps = 0) => codeOfStep(await seed(), stepAt(clock.now()) + steps),
    events: (action: string) => database().auditEvent.count({ where: { action, objectId: id } }),
    notices: (template: string) => database().outbox.count({ where: { template, staffId: id } }),
  }
}

/** The live desk session behind a token. @throws Error when it is over */
export async function staffSessionOf(token: string) {
  const session = await readStaffSession(token)
  if (!session) throw new Error('the session is over')
  return session
}

/** One whose authenticator is set up, by a code of the step before the present one. */
export async function enrolledStaff(role: StaffRole = 'support') {
  const staff = await newStaff(role)
  const { sessionToken } = await signInStaff(stranger(), { email: staff.email, password, code: '' })
  const session = await staffSessionOf(sessionToken)
  const setUp = await confirmAuthenticator(stranger(), session, { code: await staff.code(-1) })
  return { ...staff, ...setUp }
}

type Request = Parameters<typeof signInStaff>[1]

/** The code of what a sign-in of staff is refused with; null when it isn't. */
export async function staffRefusal(request: Request, actor = stranger()): Promise<string | null> {
  try {
    await signInStaff(actor, request)
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return error.code
  }
}
