'use server'
import { revalidatePath } from 'next/cache'
import { changePassword } from '@/lib/identity/change-password'
import { endOtherSessions } from '@/lib/identity/end-other-sessions'
import { endSession } from '@/lib/identity/end-session'
import { changePasswordSchema, endSessionsSchema } from '@/lib/identity/schema'
import { routes } from '@/lib/routes'
import { action } from '@/lib/server/action'
import { signInTokens } from '@/lib/server/sign-in-cookies'

export const endSessionsAction = action(endSessionsSchema, async ({ session }, actor) => {
  const ended = session === 'others' ? (await endOtherSessions(actor)).ended : 1
  if (session !== 'others') await endSession(actor, session)
  revalidatePath(routes.security())
  return { ended }
})

export const changePasswordAction = action(changePasswordSchema, async (input, actor) => {
  const { deviceToken } = await signInTokens()
  const changed = await changePassword(actor, input, deviceToken)
  revalidatePath(routes.security())
  return changed
})
