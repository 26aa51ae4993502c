import { routes } from '@/lib/routes'
import { safeNext } from './safe-next'

/** Where to go after signing in as staff: a page of the desk, or its first one. Nothing that is an entry itself. */
export function safeStaffNext(next: unknown): string {
  const path = safeNext(next)
  return /^\/admin(?:[?#]|$|\/(?!sign-in|authenticator|activate))/.test(path) ? path : routes.desk()
}
