/**
 * Why a certificate may be revoked (CRLReason, RFC 5280 section 5.3.1). Left out: what concerns a CA and not its
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

/** What the holder may say, the gravest first. That a privilege was withdrawn is for staff to say. */
export const holderReasons = [
  'keyCompromise',
  'cessationOfOperation',
  'superseded',
  'affiliationChanged',
] as const satisfies readonly RevocationReason[]
