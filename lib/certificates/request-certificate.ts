import 'server-only'
import { createHash } from 'node:crypto'
import type { CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { openStepUp } from '@/lib/factors/open-step-up'
import { sendOtp } from '@/lib/factors/send-otp'
import { shortFingerprint } from '@/lib/pki/fingerprint'
import { readPublicKeyText } from '@/lib/pki/read-public-key'
import { confirmingChannels } from './confirming-channels'
import { issueDigest, issuePurpose } from './issue-digest'
import { recordCertificateRefusal } from './record-certificate-refusal'
import { refusePastLimits } from './refuse-past-limits'
import { requireRenewable } from './require-renewable'
import type { CertificateRequest, RequestCertificateInput } from './schema'

/**
 * Begins an application or a renewal: sends a one-time password that confirms this public key and no other, and no other act.
 * Asked again for the same key it sends the code again; nothing is counted as an application yet.
 * @throws AppError `csr_refused` for the key; what `requireRenewable` throws; the limits;
 *   `factor_already_used`; what `sendOtp` throws
 */
export async function requestCertificate(
  actor: CustomerActor,
  { publicKey, channel, renewsId }: RequestCertificateInput,
): Promise<CertificateRequest> {
  authorize(actor, 'certificate:create:own')
  try {
    const publicKeySha256 = createHash('sha256').update(readPublicKeyText(publicKey).der).digest()
    const renewed = renewsId ? await requireRenewable(database(), actor, renewsId) : undefined
    await refusePastLimits(database(), actor, renewed)
    const channels = await confirmingChannels(database(), actor)
    if (!channels.some((one) => one.channel === channel)) throw new AppError('factor_already_used')
    const purpose = issuePurpose(renewsId)
    const digest = issueDigest(publicKeySha256, renewsId)
    const fingerprint = shortFingerprint(publicKeySha256)
    const { customerId, sessionId } = actor
    const code = await sendOtp({
      actor,
      customerId,
      sessionId,
      purpose,
      digest,
      channel,
      values: { fingerprint },
    })
    const { id } = await openStepUp(actor, { purpose, digest, factors: ['otp'] })
    return { stepUpId: id, fingerprint, code }
  } catch (error) {
    if (error instanceof AppError && refusals.includes(error.code))
      await recordCertificateRefusal(actor, error, renewsId ? { act: 'renew', id: renewsId } : undefined)
    throw error
  }
}

/** What this operation refuses itself; a code that can't be sent is on record with the codes. */
const refusals: readonly string[] = [
  'csr_refused',
  'certificate_limit_reached',
  'application_limit_reached',
  'factor_already_used',
  ...['not_found', 'renewal_too_early', 'renewal_of_expired', 'renewal_of_revoked'],
  ...['renewal_of_pending', 'renewal_made'],
]
