import 'server-only'
import { digestOf } from '@/lib/factors/digest-of'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { randomToken } from '@/lib/vault/random-token'

const tokenFormat = /^[\w-]{43}$/

/** What ties a sign-in code to the browser that asked for it: a cookie's token, and what is derived from it. */
export type SignInAttempt = { token: string; id: string; digest: Buffer<ArrayBuffer> }

/** The attempt behind a cookie, or null when it doesn't hold one. */
export function readAttempt(token: string | undefined): SignInAttempt | null {
  if (!token || !tokenFormat.test(token)) return null
  const hash = keyedHash('sign-in-attempt', token)
  // Stands where a step-up's code has its session's id, so it has a UUID's form (version 8, RFC 9562 5.8).
  const hex = hash.toString('hex').slice(0, 32)
  const id = hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, '$1-$2-8$3-8$4-$5')
  return { token, id, digest: digestOf('sign-in', { attempt: id }) }
}

/** Goes on with the browser's attempt, so that a code still on its way stays good, or begins one. */
export function openAttempt(token: string | undefined): SignInAttempt {
  const attempt = readAttempt(token) ?? readAttempt(randomToken())
  if (!attempt) throw new Error('a random token always makes an attempt')
  return attempt
}
