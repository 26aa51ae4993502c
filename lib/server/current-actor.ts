import 'server-only'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { CustomerActor } from '@/lib/access/actor'
import { type CurrentSession, readSession } from '@/lib/identity/read-session'
import { routes } from '@/lib/routes'
import { cookieNames } from './cookie-names'
import { requestMeta } from './request-meta'

/** The live session behind the cookie, looked up once a request; null for nobody. */
export const currentSession = cache(async (): Promise<CurrentSession | null> => {
  const token = (await cookies()).get(cookieNames.session)?.value
  return token ? readSession(token) : null
})

/** The signed-in customer as an actor, the same object throughout a request; null for nobody. */
export const currentActor = cache(async (): Promise<CustomerActor | null> => {
  const session = await currentSession()
  if (!session) return null
  return { kind: 'customer', customerId: session.customerId, sessionId: session.id, ...(await requestMeta()) }
})

/** For pages: the signed-in customer, or a redirect to sign in and come back to `returnTo`. */
export async function requireActor(returnTo: string): Promise<CustomerActor> {
  return (await currentActor()) ?? redirect(routes.signIn(returnTo))
}
