import type { PresentedCertificate } from './key-record'
import type { Reason } from './reasons'
import type { Standing } from './verify-input'

/**
 * What the connection's certificate says against a request. One that nobody asked for may have ended, but must not be
 * somebody else's.
 */
export function certificateReason({ record, session, certificate, now }: Standing): Reason | null {
  const dead = record.certificateNeeded || session ? deadReason(certificate, now) : null
  if (dead || !certificate) return dead
  if (certificate.customerId !== record.customerId) return 'certificate_mismatch'
  // RFC 8705 3: a token stolen without the private key is worth nothing.
  if (session && session.thumbprint !== certificate.thumbprint) return 'certificate_mismatch'
  return null
}

/** Why a certificate that is needed does not count, whosever it is. */
export function deadReason(certificate: PresentedCertificate | null, now: Date): Reason | null {
  if (!certificate) return 'certificate_required'
  if (now < certificate.notBefore || now > certificate.notAfter) return 'certificate_expired'
  return certificate.revoked ? 'certificate_revoked' : null
}

/** What an API login's own limits say against a request. */
export function sessionReason({ session, now }: Standing): Reason | null {
  if (!session) return null
  if (session.endedReason !== null) return 'session_ended'
  return now >= session.validBefore ? 'session_expired' : null
}
