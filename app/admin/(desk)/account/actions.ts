'use server'
import { revalidatePath } from 'next/cache'
import { routes } from '@/lib/routes'
import { staffAction } from '@/lib/server/staff-action'
import { staffDeviceToken } from '@/lib/server/staff-cookies'
import { changeStaffPassword } from '@/lib/staff/change-staff-password'
import { endOwnSession } from '@/lib/staff/own-sessions'
import { renewRecoveryCodes } from '@/lib/staff/renew-recovery-codes'
import { authenticatorCodeSchema, changeStaffPasswordSchema, endStaffSessionSchema } from '@/lib/staff/schema'

export const endStaffSessionAction = staffAction(null, endStaffSessionSchema, async ({ session }, actor) => {
  await endOwnSession(actor, session)
  revalidatePath(routes.staffAccount())
  return { ended: 1 }
})

export const changeStaffPasswordAction = staffAction(
  null,
  changeStaffPasswordSchema,
  async (input, actor) => {
    const changed = await changeStaffPassword(actor, input, await staffDeviceToken())
    revalidatePath(routes.staffAccount())
    return changed
  },
)

/** The answer is the one place that shows the new codes. */
export const renewRecoveryCodesAction = staffAction(
  null,
  authenticatorCodeSchema,
  async ({ code }, actor) => {
    const renewed = await renewRecoveryCodes(actor, code)
    revalidatePath(routes.staffAccount())
    return renewed
  },
)
