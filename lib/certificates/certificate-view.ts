import { displayFingerprint } from '@/lib/pki/fingerprint'

/** `replaced`: renewed, and still working beside the one that renews it. */
export type CertificateState = 'valid' | 'expiring' | 'replaced' | 'expired' | 'revoked' | 'pending'

type Linked = { id: string; serialNumber: string }

/** A certificate as its holder sees it. */
export type CertificateView = {
  id: string
  serialNumber: string
  state: CertificateState
  /** Whether it counts now: what asks for a usable certificate takes it. */
  usable: boolean
  /** Whether it can be renewed now. */
  renewable: boolean
  /** SHA-256 of the certificate, to compare; null until it is issued. */
  fingerprint: string | null
  /** `otp:sms` or `otp:email`. */
  confirmedBy: string
  notBefore: Date
  notAfter: Date
  issuedAt: Date | null
  revokedAt: Date | null
  /** A CRLReason by its name (RFC 5280 section 5.3.1). */
  revokedFor: string | null
  /** When it is revoked because it was renewed. */
  supersedeAt: Date | null
  /** When its key was last written to a file. */
  exportedAt: Date | null
  /** The one that it renews. */
  renews: Linked | null
  /** The newest that renews it. */
  renewedBy: Linked | null
  /** Whole days until it ends, the begun one included; 0 when it has ended. */
  daysLeft: number
}

type Standing = {
  status: 'pending' | 'issued' | 'revoked' | 'void'
  notAfter: Date
  supersedeAt: Date | null
}

type CertificateRow = Standing &
  Omit<CertificateView, 'state' | 'usable' | 'renewable' | 'fingerprint' | 'renewedBy' | 'daysLeft'> & {
    fingerprint: Uint8Array | null
    renewedBy: (Linked & { status: Standing['status'] })[]
  }

const dayMs = 86_400_000

/** @param renewalWindowDays days before the end from which it counts as expiring */
export function certificateView(row: CertificateRow, now: Date, renewalWindowDays: number): CertificateView {
  const { status, fingerprint, renewedBy, ...rest } = row
  const { state, daysLeft } = certificateState(row, now, renewalWindowDays)
  const [renewal] = renewedBy
  return {
    ...{ ...rest, state, daysLeft },
    usable: state === 'valid' || state === 'expiring' || state === 'replaced',
    renewable: state === 'expiring' && !renewedBy.some((one) => one.status === 'pending'),
    fingerprint: fingerprint && displayFingerprint(fingerprint),
    renewedBy: renewal ? { id: renewal.id, serialNumber: renewal.serialNumber } : null,
  }
}

/** Where it stands in its life, and how many days of it are left. */
export function certificateState(
  { status, notAfter, supersedeAt }: Standing,
  now: Date,
  renewalWindowDays: number,
): Pick<CertificateView, 'state' | 'daysLeft'> {
  const daysUntil = (end: Date) => Math.max(0, Math.ceil((end.getTime() - now.getTime()) / dayMs))
  const daysLeft = daysUntil(notAfter)
  if (status === 'revoked') return { state: 'revoked', daysLeft }
  if (daysLeft === 0) return { state: 'expired', daysLeft }
  if (status !== 'issued') return { state: 'pending', daysLeft }
  if (supersedeAt) return { state: 'replaced', daysLeft: daysUntil(supersedeAt) }
  return { state: daysLeft <= renewalWindowDays ? 'expiring' : 'valid', daysLeft }
}
