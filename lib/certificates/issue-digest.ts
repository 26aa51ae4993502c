import 'server-only'
import { digestOf } from '@/lib/factors/digest-of'

/** What a code for a certificate is for; to apply for one confirms no renewal, nor the other way round. */
export function issuePurpose(renewsId?: string): 'certificate-issue' | 'certificate-renew' {
  return renewsId ? 'certificate-renew' : 'certificate-issue'
}

/** What the code confirms: this public key and, of a renewal, which certificate it renews. */
export function issueDigest(publicKeySha256: Uint8Array, renewsId?: string): Buffer<ArrayBuffer> {
  const key = Buffer.from(publicKeySha256).toString('hex')
  return digestOf(issuePurpose(renewsId), { publicKeySha256: key, ...(renewsId && { renewsId }) })
}
