import 'server-only'
import { cookies } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import type { StaffActor } from '@/lib/access/actor'
import { roleMay, type StaffPermission } from '@/lib/access/staff-roles'
import { routes } from '@/lib/routes'
import { type CurrentStaff, readStaffSession } from '@/lib/staff/read-staff-session'
import { cookieNames } from './cookie-names'
import { requestMeta } from './request-meta'

/** The live staff session behind the cookie, looked up once a request; null for nobody, and for every customer. */
export const currentStaff = cache(async (): Promise<CurrentStaff | null> => {
  const token = (await cookies()).get(cookieNames.staffSession)?.value
  return token ? readStaffSession(token) : null
})

/**
 * The signed-in member of staff as an actor, the same object throughout a request; null for nobody, and for
 * somebody who has yet to set up an authenticator.
 */
export const currentStaffActor = cache(async (): Promise<StaffActor | null> => {
  const staff = await currentStaff()
  if (!staff?.complete) return null
  const { staffId, id: sessionId, role } = staff
  return { kind: 'staff', staffId, sessionId, role, because: null, ...(await requestMeta()) }
})

/**
 * For pages: a member of staff whose role holds the permission. Nobody is sent to sign in and comes back to
 * `returnTo`; for another role the page does not exist.
 */
export async function requireStaff(permission: StaffPermission, returnTo: string): Promise<StaffActor> {
  const actor = await currentStaffActor()
  if (!actor) {
    const setUp = (await currentStaff()) !== null
    redirect(setUp ? routes.staffAuthenticator() : routes.staffSignIn(returnTo))
  }
  if (!roleMay(actor.role, permission)) notFound()
  return actor
}
