/** Everything that a certificate's key signs for. A signature for one of them is worth nothing for another. */
export const signaturePurposes = [
  'certificate-issue',
  'certificate-renew',
  'key-create',
  'key-widen',
  'key-rotate',
  'certificate-revoke',
  'self-test',
] as const

export type SignaturePurpose = (typeof signaturePurposes)[number]
