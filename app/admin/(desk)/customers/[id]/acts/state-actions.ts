'use server'
import { changeContact } from '@/lib/identity/change-contact'
import { changeContactSchema } from '@/lib/identity/customer-fields'
import { restoreCustomer } from '@/lib/identity/restore-customer'
import { seenCustomerSchema, startActivationSchema } from '@/lib/identity/schema'
import { startActivation } from '@/lib/identity/start-activation'
import { suspendCustomer } from '@/lib/identity/suspend-customer'
import { translations } from '@/lib/server/i18n'
import { staffAction } from '@/lib/server/staff-action'

export const suspendAction = staffAction('customer:suspend', seenCustomerSchema, async (seen, actor) => {
  const { ended } = await suspendCustomer(actor, seen)
  return (await translations('deskActs'))('suspend_done', { count: ended })
})

export const restoreAction = staffAction('customer:restore', seenCustomerSchema, async (seen, actor) => {
  await restoreCustomer(actor, seen)
  return (await translations('deskActs'))('restore_done')
})

export const activateAction = staffAction(
  'customer:activate',
  startActivationSchema,
  async (input, actor) => {
    await startActivation(actor, input)
    return (await translations('deskActs'))('activate_done', { channel: input.channel })
  },
)

export const contactAction = staffAction('customer:contact', changeContactSchema, async (input, actor) => {
  await changeContact(actor, input)
  return (await translations('deskActs'))('contact_done')
})
