'use server'
import { redirect } from 'next/navigation'
import { routes } from '@/lib/routes'
import { publicAction } from '@/lib/server/public-action'
import { activateStaff } from '@/lib/staff/activate-staff'
import { activateStaffSchema } from '@/lib/staff/schema'

/** Sets the password that was chosen and leads to the sign-in page. */
export const activateStaffAction = publicAction(activateStaffSchema, async (input, actor): Promise<never> => {
  await activateStaff(actor, input)
  redirect(routes.staffActivated())
})
