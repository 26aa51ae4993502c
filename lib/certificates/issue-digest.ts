import 'server-only'
import { digestOf } from '@/lib/factors/digest-of'

/** What the code for a certificate confirms: this public key. */
export function issueDigest(publicKeySha256: Uint8Array): Buffer<ArrayBuffer> {
  return digestOf('certificate-issue', { publicKeySha256: Buffer.from(publicKeySha256).toString('hex') })
}
