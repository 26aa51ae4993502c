'use server'
import { redirect } from 'next/navigation'
import { routes } from '@/lib/routes'
import { publicAction } from '@/lib/server/public-action'
import { safeStaffNext } from '@/lib/server/safe-staff-next'
import {
  setStaffDeviceCookie,
  setStaffSessionCookie,
  staffDeviceToken,
  staffSessionToken,
} from '@/lib/server/staff-cookies'
import { staffSignInSchema } from '@/lib/staff/schema'
import { signInStaff } from '@/lib/staff/sign-in-staff'

/** Signs in and goes on: to the authenticator that is yet to be set up, or to `next`. */
export const staffSignInAction = publicAction(
  staffSignInSchema,
  async ({ next, ...input }, actor): Promise<never> => {
    const deviceToken = await staffDeviceToken()
    const replacedToken = await staffSessionToken()
    const signedIn = await signInStaff(actor, { ...input, deviceToken, replacedToken })
    await setStaffSessionCookie(signedIn.sessionToken)
    if (signedIn.deviceToken) await setStaffDeviceCookie(signedIn.deviceToken)
    if (signedIn.by === 'password') redirect(routes.staffAuthenticator())
    redirect(signedIn.by === 'recovery' ? routes.staffAccount() : safeStaffNext(next))
  },
)
