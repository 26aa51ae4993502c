import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { createBase58check } from '@scure/base'
import { keyedHash } from '@/lib/vault/keyed-hash'

const checked = createBase58check((bytes: Uint8Array) => createHash('sha256').update(bytes).digest())
const prefix = 'sgt_'

/** A token for an API session: recognisable to leak scanners, 256 random bits and a checksum. */
export function newSessionToken(): string {
  return prefix + checked.encode(randomBytes(32))
}

/** Under which a token is stored and found. */
export function sessionTokenHash(token: string): Buffer<ArrayBuffer> {
  return keyedHash('api-session-token', token)
}
