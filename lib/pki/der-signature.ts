import { createCMSECDSASignature } from 'pkijs'
import type { Bytes } from './bytes'

/** An ECDSA signature of two numbers side by side (IEEE P1363), as devices give it, in the DER form of certificates. */
export function derSignature(raw: Uint8Array): Bytes {
  return new Uint8Array(createCMSECDSASignature(Uint8Array.from(raw).buffer))
}
