import { displayFingerprint } from '@/lib/pki/fingerprint'

export type CertificateState = 'valid' | 'expiring' | 'expired' | 'revoked' | 'pending'

/** A certificate as its holder sees it. */
export type CertificateView = {
  id: string
  serialNumber: string
  state: CertificateState
  /** SHA-256 of the certificate, to compare; null until it is issued. */
  fingerprint: string | null
  /** `otp:sms` or `otp:email`. */
  confirmedBy: string
  notBefore: Date
  notAfter: Date
  issuedAt: Date | null
  revokedAt: Date | null
  /** Whole days until it ends, the begun one included; 0 when it has ended. */
  daysLeft: number
}

type CertificateRow = Omit<CertificateView, 'state' | 'fingerprint' | 'daysLeft'> & {
  status: 'pending' | 'issued' | 'revoked' | 'void'
  fingerprint: Uint8Array | null
}

const dayMs = 86_400_000

/** @param renewalWindowDays days before the end from which it counts as expiring */
export function certificateView(row: CertificateRow, now: Date, renewalWindowDays: number): CertificateView {
  const { status, fingerprint, ...rest } = row
  const daysLeft = Math.max(0, Math.ceil((row.notAfter.getTime() - now.getTime()) / dayMs))
  const state = stateOf(status, daysLeft, renewalWindowDays)
  return { ...rest, state, daysLeft, fingerprint: fingerprint && displayFingerprint(fingerprint) }
}

function stateOf(status: CertificateRow['status'], daysLeft: number, windowDays: number): CertificateState {
  if (status === 'revoked') return 'revoked'
  if (daysLeft === 0) return 'expired'
  if (status !== 'issued') return 'pending'
  return daysLeft <= windowDays ? 'expiring' : 'valid'
}
