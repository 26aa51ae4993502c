import { createHash, randomBytes } from 'node:crypto'
import { createBase58check } from '@scure/base'

/** Base58 without look-alikes, ending in the first four bytes of a double SHA-256. */
const checked = createBase58check((bytes: Uint8Array) => createHash('sha256').update(bytes).digest())

/** A credential's form: what scanners for leaks find it by, and how many random bytes stand in it. */
export type CredentialForm = { prefix: string; bytes: number }

/** A new random one. */
export function newCredentialText({ prefix, bytes }: CredentialForm): string {
  return prefix + checked.encode(randomBytes(bytes))
}

/** Whether a text is one of this form, its checksum included: what was mistyped or made up costs no look-up. */
export function isCredentialText({ prefix, bytes }: CredentialForm, text: string): boolean {
  // A byte and its part of the checksum are at most 1.4 digits.
  if (!text.startsWith(prefix) || text.length > prefix.length + Math.ceil((bytes + 4) * 1.4)) return false
  try {
    return checked.decode(text.slice(prefix.length)).length === bytes
  } catch {
    return false
  }
}
