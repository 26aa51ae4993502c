import 'server-only'
import { randomBytes } from 'node:crypto'
import type { CustomerActor } from '@/lib/access/actor'
import { visibleTo } from '@/lib/access/visible-to'
import { usableCertificates } from '@/lib/certificates/usable-certificates'
import { addSeconds, clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { stepUpLimits } from './limits'
import { otpDestinations } from './otp-destinations'
import type { Factor, StepUpPurpose, StepUpRequest } from './schema'

/** Opens a request for fresh proof of one act in this session, and says in which ways it can be given. */
export async function openStepUp(
  actor: CustomerActor,
  input: { purpose: StepUpPurpose; digest: Buffer<ArrayBuffer>; factors: readonly Factor[] },
): Promise<StepUpRequest> {
  const now = clock.now()
  const nonce = randomBytes(32)
  return transaction(async (tx) => {
    const { id, expiresAt } = await tx.stepUp.create({
      data: {
        ...visibleTo(actor),
        sessionId: actor.sessionId,
        purpose: input.purpose,
        digest: input.digest,
        nonce,
        createdAt: now,
        expiresAt: addSeconds(now, stepUpLimits.proveSeconds),
      },
      select: { id: true, expiresAt: true },
    })
    const certificates = input.factors.includes('certificate') ? await usableCertificates(tx, actor) : []
    return {
      id,
      purpose: input.purpose,
      nonce: nonce.toString('base64url'),
      digest: input.digest.toString('base64url'),
      origin: env().SIGNET_ORIGIN,
      expiresAt: expiresAt.toISOString(),
      serials: certificates.map(({ serialNumber }) => serialNumber),
      channels: input.factors.includes('otp') ? await otpDestinations(tx, actor.customerId) : [],
    }
  })
}
