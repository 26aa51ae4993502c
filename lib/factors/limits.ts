/** What keeps a six-digit code from being guessed and a phone from being flooded. */
export const otpLimits = {
  lifeSeconds: 300,
  resendSeconds: 60,
  triesPerCode: 5,
  codesPerDay: 10,
  /** Wrong tries in a row on one account, over all its codes (NIST SP 800-63B 5.2.2). */
  wrongInARow: 100,
} as const

export const stepUpLimits = {
  /** To prove it by signature; a code has its own life. */
  proveSeconds: 300,
  /** From proof to use. */
  useSeconds: 120,
} as const
