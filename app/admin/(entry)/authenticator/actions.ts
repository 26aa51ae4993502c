'use server'
import { AppError } from '@/lib/errors'
import { currentStaff } from '@/lib/server/current-staff'
import { publicAction } from '@/lib/server/public-action'
import { setStaffDeviceCookie, setStaffSessionCookie, staffDeviceToken } from '@/lib/server/staff-cookies'
import { confirmAuthenticator } from '@/lib/staff/confirm-authenticator'
import { authenticatorCodeSchema } from '@/lib/staff/schema'

/** Confirms the new authenticator by its first code; the answer is the one place that shows the recovery codes. */
export const confirmAuthenticatorAction = publicAction(authenticatorCodeSchema, async ({ code }, actor) => {
  const staff = await currentStaff()
  if (!staff || staff.complete) throw new AppError('signed_out')
  const given = { code, deviceToken: await staffDeviceToken() }
  const { recoveryCodes, sessionToken, deviceToken } = await confirmAuthenticator(actor, staff, given)
  await setStaffSessionCookie(sessionToken)
  await setStaffDeviceCookie(deviceToken)
  return { recoveryCodes }
})
