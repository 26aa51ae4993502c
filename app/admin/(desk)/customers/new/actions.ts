'use server'
import { redirect } from 'next/navigation'
import { AppError } from '@/lib/errors'
import { addCustomer } from '@/lib/identity/add-customer'
import { addCustomerSchema } from '@/lib/identity/customer-fields'
import { routes } from '@/lib/routes'
import { staffAction } from '@/lib/server/staff-action'

/** Opens the account and goes on to it; where the ID has one already, answers whose it is. */
export const addCustomerAction = staffAction('customer:create', addCustomerSchema, async (input, actor) => {
  let id: string
  try {
    ;({ id } = await addCustomer(actor, input))
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'id_taken')) throw error
    return { takenBy: routes.deskCustomer(String(error.values.customerId)) }
  }
  redirect(routes.deskCustomer(id))
})
