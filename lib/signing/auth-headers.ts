import type { Dialect } from './dialects'
import { SigningRefusal } from './refusal'
import type { RequestFacts } from './request'

/** Which header speaks which dialect. */
const dialectByHeader: Record<string, Dialect> = {
  'signet-key': 'signet',
  'signet-timestamp': 'signet',
  'signet-signature': 'signet',
  'x-mbx-apikey': 'binance',
  'ok-access-key': 'okx',
  'ok-access-sign': 'okx',
  'ok-access-timestamp': 'okx',
  'ok-access-passphrase': 'okx',
  'x-bapi-api-key': 'bybit',
  'x-bapi-timestamp': 'bybit',
  'x-bapi-sign': 'bybit',
  'x-bapi-recv-window': 'bybit',
  'x-mexc-apikey': 'mexc',
  key: 'gate',
  sign: 'gate',
}

/** Read by their dialect, but of too common a name to tell it. */
const alsoRead = new Set(['authorization', 'timestamp'])

/** Whether a header may carry credentials, of whichever dialect: whom a request is passed on to must not see it. */
export function isAuthHeader(lowerName: string): boolean {
  return Object.hasOwn(dialectByHeader, lowerName) || alsoRead.has(lowerName)
}

/** The headers that authenticate, by lower-case name, each with every value it came with. */
export type AuthHeaders = ReadonlyMap<string, readonly string[]>

/** Picks them out of all headers. */
export function authHeaders(headers: RequestFacts['headers']): AuthHeaders {
  const found = new Map<string, string[]>()
  for (const [name, value] of headers) {
    const lower = name.toLowerCase()
    if (!isAuthHeader(lower)) continue
    const values = found.get(lower)
    if (values) values.push(value)
    else found.set(lower, [value])
  }
  return found
}

/**
 * The one dialect that the headers speak.
 * @throws SigningRefusal with none, and with two: a weaker one must not speak beside a stronger
 */
export function tellDialect(headers: AuthHeaders): Dialect {
  const spoken = new Set<Dialect>()
  for (const [name, values] of headers) {
    const dialect = dialectByHeader[name] ?? (name === 'authorization' ? schemeOf(values) : undefined)
    if (dialect) spoken.add(dialect)
  }
  const [dialect, ...others] = spoken
  if (!dialect) throw new SigningRefusal('credentials_missing')
  if (others.length > 0) throw new SigningRefusal('dialects_mixed')
  return dialect
}

/** RFC 9110 11.1: a scheme is told in any case. */
function schemeOf([value = '', ...more]: readonly string[]): Dialect {
  if (more.length > 0) throw new SigningRefusal('header_doubled', 'authorization')
  const scheme = /^[A-Za-z]+(?= )/.exec(value)?.[0].toLowerCase()
  if (scheme === 'basic') return 'basic'
  if (scheme === 'bearer') return 'session'
  throw new SigningRefusal('header_malformed', 'authorization')
}

/** The only value of a header, or undefined. @throws SigningRefusal when doubled or not of the form */
export function findHeader(headers: AuthHeaders, name: string, form: RegExp): string | undefined {
  const values = headers.get(name)
  if (!values) return undefined
  const [value = '', ...more] = values
  if (more.length > 0) throw new SigningRefusal('header_doubled', name)
  if (!form.test(value)) throw new SigningRefusal('header_malformed', name)
  return value
}

/** The same of a header that must be there. */
export function takeHeader(headers: AuthHeaders, name: string, form: RegExp): string {
  const value = findHeader(headers, name, form)
  if (value === undefined) throw new SigningRefusal('header_missing', name)
  return value
}
