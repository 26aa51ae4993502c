import { generateSync } from 'otplib/functional'

const period = 30

/** What an authenticator with this seed (Base32) shows now, or so many steps from now: reckoned by the library itself. */
export function authenticatorCode(secret: string, stepsAhead = 0): string {
  const epoch = Math.floor(Date.now() / 1000) + stepsAhead * period
  return generateSync({ secret, strategy: 'totp', epoch, period, digits: 6, algorithm: 'sha1' })
}
