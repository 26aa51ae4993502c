import { staffRoles } from '@/lib/access/staff-roles'
import { cookieNames } from '@/lib/server/cookie-names'
import { newCustomer } from './new-customer'
import { enrollingStaff, newStaff } from './staff'

/** Whoever may knock: each role, a session of password alone, a customer, and nobody. */
export const callers = [...staffRoles, 'enrolling', 'customer', 'nobody'] as const
export type Who = (typeof callers)[number]

export type Caller = {
  who: Who
  /** Of the member of staff, or of the customer; empty for nobody. */
  id: string
  /** The `Cookie` header; empty for nobody. */
  cookie: string
}

/** One of each, of the test's own. */
export async function oneOfEach(): Promise<Record<Who, Caller>> {
  const found = {} as Record<Who, Caller>
  for (const role of staffRoles) {
    const { staffId, sessionToken } = await newStaff(role)
    found[role] = { who: role, id: staffId, cookie: staffCookie(sessionToken) }
  }
  // Of the role that may do everything, so that it is the missing code that keeps it out.
  const { staffId, sessionToken } = await enrollingStaff('admin')
  found.enrolling = { who: 'enrolling', id: staffId, cookie: staffCookie(sessionToken) }
  const customer = await newCustomer()
  found.customer = {
    who: 'customer',
    id: customer.customerId,
    cookie: `${cookieNames.session}=${customer.sessionToken}`,
  }
  found.nobody = { who: 'nobody', id: '', cookie: '' }
  return found
}

export function staffCookie(token: string): string {
  return `${cookieNames.staffSession}=${token}`
}

export type Answer = { status: number; location: string; headers: Headers; text: string }

/** Asks for a page without a browser, and goes nowhere it is sent. */
export async function ask(path: string, cookie: string): Promise<Answer> {
  return send(path, cookie, {})
}

/** The same for any request. */
export async function send(
  path: string,
  cookie: string,
  { headers, ...request }: { method?: string; headers?: Record<string, string>; body?: FormData },
): Promise<Answer> {
  const all = { ...callFrom(cookie), ...headers }
  const response = await fetch(new URL(path, portalOrigin()), {
    ...request,
    headers: all,
    redirect: 'manual',
  })
  const location = response.headers.get('location') ?? ''
  return { status: response.status, headers: response.headers, location, text: await response.text() }
}

/** Where a page of the desk lets somebody: in, to one of the doors, or nowhere. */
export function doorOf({ status, location }: Answer): string {
  if (status === 200) return 'opens'
  if (status === 404) return 'is not there'
  if (status === 307 && /^\/admin\/sign-in(\?next=|$)/.test(location)) return 'sign in'
  if (status === 307 && location === '/admin/authenticator') return 'authenticator'
  return `${status} ${location}`
}

let lastAddress = 0

/** Each request comes from an address of its own, so that none slows another down. */
function callFrom(cookie: string): Record<string, string> {
  lastAddress += 1
  const address = `198.19.${(process.pid + (lastAddress >> 8)) % 256}.${lastAddress % 256}`
  return { 'x-forwarded-for': address, ...(cookie && { cookie }) }
}

export function portalOrigin(): string {
  const { SIGNET_ORIGIN } = process.env
  if (!SIGNET_ORIGIN) throw new Error('SIGNET_ORIGIN says where the portal is')
  return SIGNET_ORIGIN
}
