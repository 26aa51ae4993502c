import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { generateSecret, generateSync, generateURI } from 'otplib/functional'

export const stepSeconds = 30
/** Clocks differ, and people type slowly: one step to either side is taken (RFC 6238 section 5.2). */
const windowSteps = 1

/** A new seed of 160 bits, as long as the hash (RFC 4226 section 4, R6), in Base32. */
export function newSeed(): string {
  return generateSecret({ length: 20 })
}

/** The number of the time step at an instant (RFC 6238 section 4.2, X = 30, T0 = 0). */
export function stepAt(at: Date): number {
  return Math.floor(at.getTime() / 1000 / stepSeconds)
}

/** The code of a time step: HMAC-SHA-1 (RFC 6238). @param seed in Base32 */
export function codeOfStep(seed: string, step: number, digits: 6 | 8 = 6): string {
  const epoch = step * stepSeconds
  return generateSync({
    secret: seed,
    strategy: 'totp',
    epoch,
    period: stepSeconds,
    digits,
    algorithm: 'sha1',
  })
}

/** The newest step around `at` whose code this is, or null. All are compared, so that no answer comes sooner. */
export function stepOfCode(seed: string, code: string, at: Date): number | null {
  const now = stepAt(at)
  const typed = Buffer.from(code)
  let found: number | null = null
  for (let step = Math.max(0, now - windowSteps); step <= now + windowSteps; step++) {
    const right = Buffer.from(codeOfStep(seed, step))
    if (right.length === typed.length && timingSafeEqual(right, typed)) found = step
  }
  return found
}

/** What an authenticator reads out of a QR code. */
export function authenticatorUri(seed: string, email: string): string {
  return generateURI({ issuer: 'Signet desk', label: email, secret: seed, period: stepSeconds, digits: 6 })
}
