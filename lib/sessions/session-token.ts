import 'server-only'
import { isCredentialText, newCredentialText } from '@/lib/credential-text'
import { keyedHash } from '@/lib/vault/keyed-hash'

/** A prefix of its own: scanners for leaks, and people, tell it from a service's token. */
const form = { prefix: 'sgn_', bytes: 32 }

/** A token for an API session: 256 random bits. */
export const newSessionToken = (): string => newCredentialText(form)

/** Whether a text can be a token of ours: said by its checksum, without a look-up. */
export const isSessionToken = (text: string): boolean => isCredentialText(form, text)

/** Under which a token is stored and found. */
export function sessionTokenHash(token: string): Buffer<ArrayBuffer> {
  return keyedHash('api-session-token', token)
}
