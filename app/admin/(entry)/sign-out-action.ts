'use server'
import { redirect } from 'next/navigation'
import { routes } from '@/lib/routes'
import { currentStaff } from '@/lib/server/current-staff'
import { requestMeta } from '@/lib/server/request-meta'
import { clearStaffSessionCookie } from '@/lib/server/staff-cookies'
import { endStaffSession } from '@/lib/staff/end-staff-session'

/** Ends this browser's staff session, also when it is over already, and says so on the sign-in page. */
export async function staffSignOutAction(): Promise<void> {
  const staff = await currentStaff()
  if (staff) await endStaffSession({ kind: 'anonymous', ...(await requestMeta()) }, staff)
  await clearStaffSessionCookie()
  redirect(routes.staffSignedOut())
}
