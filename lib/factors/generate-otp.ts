import 'server-only'
import { randomBytes } from 'node:crypto'
import { generateSync } from 'otplib/functional'

/** RFC 4226 HOTP, six digits, HMAC-SHA-1. */
export function hotp(secret: Uint8Array, counter: number): string {
  return generateSync({ strategy: 'hotp', secret, counter, digits: 6, algorithm: 'sha1' })
}

/** A one-time password from a secret of its own that is forgotten at once: nothing stored can make it again. */
export function generateOtp(): string {
  return hotp(randomBytes(20), 0)
}
