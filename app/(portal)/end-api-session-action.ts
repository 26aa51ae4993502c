'use server'
import { revalidatePath } from 'next/cache'
import { routes } from '@/lib/routes'
import { action } from '@/lib/server/action'
import { endApiSession } from '@/lib/sessions/end-api-session'
import { apiSessionIdSchema } from '@/lib/sessions/schema'

/** From the page of a key, and from the one of the account. */
export const endApiSessionAction = action(apiSessionIdSchema, async ({ id }, actor) => {
  await endApiSession(actor, id)
  revalidatePath(routes.home(), 'layout')
  return { ended: 1 }
})
