import 'server-only'
import { cookies } from 'next/headers'
import { withConfirmation } from '@/lib/changes/confirmation'
import { cookieNames } from './cookie-names'

/** What an action answers when it did what it was asked for. */
export type Done<T> = { ok: true; data: T }

/** By then the last gateway that did not confirm has long lost its lease. */
const shownSeconds = 20

/**
 * Does an act. If not every gateway knows of it yet, the next page says so: a cookie lasts where an act redirects, and
 * where there is no script.
 */
export async function confirmed<T>(act: () => Promise<T>): Promise<Done<T>> {
  return { ok: true, data: await withConfirmation(act, noteForNextPage) }
}

/** Whether a change of this browser was saved just now that not every gateway has confirmed. */
export async function hasUnconfirmed(): Promise<boolean> {
  return (await cookies()).has(cookieNames.unconfirmed)
}

async function noteForNextPage(): Promise<void> {
  const store = await cookies()
  store.set(cookieNames.unconfirmed, '1', {
    ...{ httpOnly: true, secure: true, sameSite: 'lax', path: '/' },
    maxAge: shownSeconds,
  })
}
