'use server'
import { redirect } from 'next/navigation'
import { AppError } from '@/lib/errors'
import { endSession } from '@/lib/identity/end-session'
import { routes } from '@/lib/routes'
import { currentActor } from '@/lib/server/current-actor'
import { clearSessionCookie } from '@/lib/server/sign-in-cookies'

/** Ends this browser's session, also when another tab just did, and says so on the sign-in page. */
export async function signOutAction(): Promise<void> {
  const actor = await currentActor()
  if (actor)
    await endSession(actor, actor.sessionId).catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === 'not_found')) throw error
    })
  await clearSessionCookie()
  redirect(routes.signedOut())
}
