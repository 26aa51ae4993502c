import 'server-only'
import { cookies } from 'next/headers'
import { deviceMemorySeconds } from '@/lib/identity/known-device'
import { cookieNames } from './cookie-names'
import { cookieOptions } from './sign-in-cookies'

/** Ends with the browser session: no expiry. */
export async function setStaffSessionCookie(token: string): Promise<void> {
  const jar = await cookies()
  jar.set(cookieNames.staffSession, token, cookieOptions)
}

export async function clearStaffSessionCookie(): Promise<void> {
  const jar = await cookies()
  jar.set(cookieNames.staffSession, '', { ...cookieOptions, maxAge: 0 })
}

export async function staffSessionToken(): Promise<string | undefined> {
  return (await cookies()).get(cookieNames.staffSession)?.value
}

/** The browser is known from now on. */
export async function setStaffDeviceCookie(token: string): Promise<void> {
  const jar = await cookies()
  jar.set(cookieNames.staffDevice, token, { ...cookieOptions, maxAge: deviceMemorySeconds })
}

export async function staffDeviceToken(): Promise<string | undefined> {
  return (await cookies()).get(cookieNames.staffDevice)?.value
}
