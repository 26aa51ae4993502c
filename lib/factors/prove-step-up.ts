import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { visibleTo } from '@/lib/access/visible-to'
import { recordDenial, recordEvent } from '@/lib/audit/record-event'
import { usableCertificates } from '@/lib/certificates/usable-certificates'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { AppError, fieldError } from '@/lib/errors'
import { signedText } from '@/lib/pki/signed-text'
import { checkOtp } from './check-otp'
import { stepUpLimits } from './limits'
import type { StepUpProof, StepUpPurpose } from './schema'
import { verifyStepUpSignature } from './verify-step-up-signature'

type StepUp = {
  id: string
  purpose: StepUpPurpose
  digest: Buffer<ArrayBuffer>
  nonce: Buffer
  expiresAt: Date
}

/**
 * Takes the proof a form brings: a one-time password, or a signature by a usable certificate's key. What it
 * proves is used by `requireStepUp` within two minutes.
 * @throws AppError `not_found`; at `stepUpCode` what `checkOtp` throws; `step_up_expired`, `step_up_signature_refused`
 */
export async function proveStepUp(actor: CustomerActor, proof: StepUpProof): Promise<void> {
  const row = await database().stepUp.findFirst({
    where: { id: proof.stepUpId, ...visibleTo(actor), sessionId: actor.sessionId },
  })
  if (!row) throw new AppError('not_found')
  // The same form sent again while its proof waits to be used: there is nothing more to prove.
  const usableAfter = addSeconds(clock.now(), -stepUpLimits.useSeconds)
  if (row.provedAt && !row.usedAt && row.provedAt > usableAfter) return
  const stepUp = {
    ...row,
    purpose: row.purpose as StepUpPurpose,
    digest: Buffer.from(row.digest),
    nonce: Buffer.from(row.nonce),
  }
  const { stepUpCode, stepUpSerial, stepUpSignature } = proof
  if (stepUpCode !== undefined) return proveByCode(actor, stepUp, stepUpCode, Boolean(row.provedAt))
  if (row.provedAt || row.expiresAt <= clock.now()) throw new AppError('step_up_expired')
  return proveBySignature(actor, stepUp, stepUpSerial ?? '', stepUpSignature ?? '')
}

async function proveByCode(
  actor: CustomerActor,
  stepUp: StepUp,
  code: string,
  proved: boolean,
): Promise<void> {
  if (proved) throw fieldError('stepUpCode', 'otp_used')
  const { customerId, sessionId } = actor
  const { purpose, digest } = stepUp
  const field = 'stepUpCode'
  const { channel } = await checkOtp({ actor, customerId, sessionId, purpose, digest, code, field })
  await markProved(actor, stepUp, `otp:${channel}`)
}

async function proveBySignature(
  actor: CustomerActor,
  stepUp: StepUp,
  serialNumber: string,
  signature: string,
): Promise<void> {
  const usable = await usableCertificates(database(), actor)
  const certificate = usable.find((one) => one.serialNumber === serialNumber)
  const text = signedText({
    purpose: stepUp.purpose,
    origin: env().SIGNET_ORIGIN,
    serialNumber,
    nonce: stepUp.nonce.toString('base64url'),
    expiresAt: stepUp.expiresAt.toISOString(),
    digest: stepUp.digest.toString('base64url'),
  })
  if (certificate && verifyStepUpSignature(certificate.publicKeyDer, text, signature))
    return markProved(actor, stepUp, `certificate:${serialNumber}`)
  const reason = certificate ? 'bad_signature' : 'no_such_certificate'
  await recordDenial(actor, { action: 'stepup.refused', detail: { purpose: stepUp.purpose, reason } })
  throw new AppError('step_up_signature_refused')
}

async function markProved(actor: CustomerActor, stepUp: StepUp, provedBy: string): Promise<void> {
  await transaction(async (tx) => {
    const proved = await tx.stepUp.updateMany({
      where: { id: stepUp.id, ...visibleTo(actor), provedAt: null },
      data: { provedAt: clock.now(), provedBy },
    })
    if (proved.count === 0) throw new AppError('step_up_expired')
    await recordEvent(tx, actor, {
      action: 'stepup.confirmed',
      detail: { purpose: stepUp.purpose, provedBy },
    })
  })
}
