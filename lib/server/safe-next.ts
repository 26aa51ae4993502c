import { routes } from '@/lib/routes'

/** Control characters and backslashes, which browsers drop or read as slashes before they follow a location. */
const misread = /[\p{Cc}\\]/u
const base = 'http://signet.invalid'

/**
 * Where to go after signing in: a path of this portal, or home. Anything that could lead to another origin, back to
 * signing in, or to a file or endpoint is refused.
 */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || next.length > 1000 || !/^\/(?!\/)/.test(next) || misread.test(next))
    return routes.home()
  const url = URL.canParse(next, base) ? new URL(next, base) : null
  if (url?.origin !== base || /^\/(\/|(sign-in|api|_next)(\/|$))/.test(url.pathname)) return routes.home()
  return `${url.pathname}${url.search}${url.hash}`
}
