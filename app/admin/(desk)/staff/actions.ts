'use server'
import { redirect } from 'next/navigation'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'
import { staffAction } from '@/lib/server/staff-action'
import { changeRole } from '@/lib/staff/change-role'
import { disableStaff } from '@/lib/staff/disable-staff'
import { enableStaff } from '@/lib/staff/enable-staff'
import { findMember } from '@/lib/staff/find-member'
import { inviteStaff } from '@/lib/staff/invite-staff'
import { renewStaffActivation } from '@/lib/staff/renew-staff-activation'
import { resetAuthenticator } from '@/lib/staff/reset-authenticator'
import { changeRoleSchema, memberSchema, staffFields } from '@/lib/staff/schema'

export const inviteStaffAction = staffAction('staff:manage', staffFields, async (staff, actor) => {
  const { id } = await inviteStaff(actor, staff)
  redirect(routes.staffMember(id))
  return null
})

export const changeRoleAction = staffAction('staff:manage', changeRoleSchema, async (input, actor) => {
  await changeRole(actor, input)
  const { name } = await findMember(actor, input.staffId)
  return (await translations('staff'))('role_done', { name })
})

export const disableStaffAction = staffAction('staff:manage', memberSchema, async (member, actor) => {
  await disableStaff(actor, member)
  const { name } = await findMember(actor, member.staffId)
  return (await translations('staff'))('disable_done', { name })
})

export const enableStaffAction = staffAction('staff:manage', memberSchema, async (member, actor) => {
  await enableStaff(actor, member)
  const { name } = await findMember(actor, member.staffId)
  return (await translations('staff'))('enable_done', { name })
})

export const resetAuthenticatorAction = staffAction('staff:manage', memberSchema, async (member, actor) => {
  await resetAuthenticator(actor, member)
  const { name, disabledAt } = await findMember(actor, member.staffId)
  return (await translations('staff'))(disabledAt ? 'reset_done_disabled' : 'reset_done', { name })
})

export const renewStaffActivationAction = staffAction('staff:manage', memberSchema, async (member, actor) => {
  await renewStaffActivation(actor, member)
  const { email } = await findMember(actor, member.staffId)
  return (await translations('staff'))('link_done', { email })
})
