import type { Policy } from '@/lib/policies/schema'
import type { Dialect } from '@/lib/signing/dialects'
import type { Credentials } from '@/lib/signing/request'

/** How a request is remembered, so that it is known when it comes again. */
export type Replay = {
  /** The same for everything that carries this signature of this key. */
  id: string
  /** By its sender's clock, in milliseconds. */
  timestampMs: number
  /** From then on it would be too late anyway, in milliseconds of our clock. */
  untilMs: number
  /** Whether it is refused when it was seen before. */
  refused: boolean
}

/** Those that sign no method: a read that was overheard would be good for a write, once, if it were not remembered. */
const methodUnbound: readonly Dialect[] = ['binance', 'mexc', 'bybit']

/** RFC 9110 section 9.2.1. */
const safeMethods = ['GET', 'HEAD', 'OPTIONS']

/**
 * Whether and how a request is remembered. Two equal reads within a second are what honest clients send, so that by
 * the policy's usual `writes` only what may change something is refused the second time; `signet` has a time fine
 * enough to tell all requests apart, and is always protected. What carries no signature has nothing to repeat.
 * @returns null when it is not remembered
 */
export function replayOf(credentials: Credentials, method: string, policy: Policy['replay']): Replay | null {
  if (credentials.scheme !== 'signed') return null
  const { dialect, signature, timestampMs, windowMs, accessKey } = credentials
  if (!signature || timestampMs === null) return null
  const rule = dialect === 'signet' ? 'all' : policy
  if (rule === 'off') return null
  const refused = rule === 'all' || !safeMethods.includes(method)
  if (!refused && !methodUnbound.includes(dialect)) return null
  const id = `${accessKey}:${signature.toString('base64url')}`
  return { id, timestampMs, untilMs: timestampMs + windowMs, refused }
}
