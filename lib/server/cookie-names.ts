/** `__Host-` ties a cookie to this origin, Secure and path `/` (RFC 6265bis 4.1.3.2). */
export const cookieNames = {
  session: '__Host-signet-session',
  device: '__Host-signet-device',
  /** Staff have a session and a known browser of their own. */
  staffSession: '__Host-signet-staff-session',
  staffDevice: '__Host-signet-staff-device',
  /** Binds a sign-in OTP to the browser that asked for it. */
  signInAttempt: '__Host-signet-attempt',
  /** The sign-in library's own. */
  csrf: '__Host-signet-csrf',
  callback: '__Host-signet-callback',
  /** That a change is saved, but not yet confirmed by every gateway. */
  unconfirmed: '__Host-signet-unconfirmed',
  locale: '__Host-signet-locale',
  theme: '__Host-signet-theme',
} as const
