/**
 * Why staff may revoke a certificate (CRLReason, RFC 5280 section 5.3.1). Left out: what concerns a CA and not its
 * customers, the hold, which ends, and "unspecified", which says nothing.
 */
export const revocationReasons = [
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'privilegeWithdrawn',
] as const

export type RevocationReason = (typeof revocationReasons)[number]

/** CRLReason's numbers. */
export const reasonCodes: Record<RevocationReason, number> = {
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  privilegeWithdrawn: 9,
}
