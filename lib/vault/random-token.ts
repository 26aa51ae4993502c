import 'server-only'
import { randomBytes } from 'node:crypto'

/** An unguessable token for a cookie: 32 random bytes, base64url. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}
