'use server'
import { redirect } from 'next/navigation'
import { activateCustomer } from '@/lib/identity/activate-customer'
import { activateSchema } from '@/lib/identity/schema'
import { routes } from '@/lib/routes'
import { publicAction } from '@/lib/server/public-action'

/** Sets the password and goes on to sign in with it. */
export const activateAction = publicAction(activateSchema, async (input, actor): Promise<null> => {
  await activateCustomer(actor, input)
  redirect(routes.signInActivated())
})
