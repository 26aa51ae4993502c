import 'server-only'
import { cookies } from 'next/headers'
import { deviceMemorySeconds } from '@/lib/identity/known-device'
import { cookieNames } from './cookie-names'

/** What every cookie of signing in is: unreadable to script, and this origin's alone. */
export const cookieOptions = { httpOnly: true, secure: true, sameSite: 'lax', path: '/' } as const

const attemptSeconds = 15 * 60

/** Ends with the browser session: no expiry. */
export async function setSessionCookie(token: string): Promise<void> {
  const jar = await cookies()
  jar.set(cookieNames.session, token, cookieOptions)
}

export async function clearSessionCookie(): Promise<void> {
  const jar = await cookies()
  jar.set(cookieNames.session, '', { ...cookieOptions, maxAge: 0 })
}

/** The browser is known from now on, and its attempt with a code is over. */
export async function setDeviceCookie(token: string): Promise<void> {
  const jar = await cookies()
  jar.set(cookieNames.device, token, { ...cookieOptions, maxAge: deviceMemorySeconds })
  if (jar.has(cookieNames.signInAttempt))
    jar.set(cookieNames.signInAttempt, '', { ...cookieOptions, maxAge: 0 })
}

export async function setAttemptCookie(token: string): Promise<void> {
  const jar = await cookies()
  jar.set(cookieNames.signInAttempt, token, { ...cookieOptions, maxAge: attemptSeconds })
}

export async function signInTokens(): Promise<{
  deviceToken?: string
  attemptToken?: string
  replacedToken?: string
}> {
  const jar = await cookies()
  return {
    deviceToken: jar.get(cookieNames.device)?.value,
    attemptToken: jar.get(cookieNames.signInAttempt)?.value,
    replacedToken: jar.get(cookieNames.session)?.value,
  }
}
