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
