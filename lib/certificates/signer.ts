import type { Bytes } from '@/lib/pki/bytes'

/** Signs what a CA issues. The key may be in a file or in a device that never gives it out. */
export interface Signer {
  /** @returns the ECDSA signature in its DER form (RFC 5480 appendix A) */
  sign(toBeSigned: Bytes): Promise<Bytes>
}
