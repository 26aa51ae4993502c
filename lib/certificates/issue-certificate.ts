import 'server-only'
import { createHash } from 'node:crypto'
import type { CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { sqlTransaction } from '@/lib/db/sql-transaction'
import { AppError } from '@/lib/errors'
import { StepUpRequired } from '@/lib/factors/step-up-required'
import { csrRefused } from '@/lib/pki/csr-rules'
import { checkCertificateRequest } from './check-certificate-request'
import { completeCertificate, signPending } from './complete-certificate'
import { issuedCertificate } from './issued-certificate'
import { readIssued } from './read-issued'
import { recordCertificateRefusal } from './record-certificate-refusal'
import { reserveCertificate } from './reserve-certificate'
import type { IssueCertificateInput, IssuedCertificate } from './schema'

/**
 * Issues a certificate for the public key that the customer confirmed. Recoverable: what will be signed is
 * committed first, signed outside any transaction, and committed again; a crash in between is healed at the next
 * start. Sent twice, it issues once and answers the same.
 * @throws AppError `csr_refused` with the rule, `unconfirmed_key` among them; what `requireRenewable` throws; the limits
 */
export async function issueCertificate(
  actor: CustomerActor,
  { csr, renewsId }: IssueCertificateInput,
): Promise<IssuedCertificate> {
  authorize(actor, 'certificate:create:own')
  const publicKey = await checkCertificateRequest(actor, { csr })
  try {
    const publicKeySha256 = Uint8Array.from(createHash('sha256').update(publicKey.der).digest())
    const reserved = await sqlTransaction((tx) =>
      reserveCertificate(tx, actor, { publicKey, publicKeySha256, renewsId }),
    )
    const der = 'tbs' in reserved ? await signPending(reserved, actor) : null
    if ('tbs' in reserved && der)
      return await issuedCertificate({ ...reserved, authorityId: reserved.authority.id }, der)
    await completeCertificate(reserved.id, actor)
    return await readIssued(actor, reserved.id)
  } catch (error) {
    // No code was sent for this key, or for another one, or its time is over: the application begins again.
    const refusal = error instanceof StepUpRequired ? csrRefused('unconfirmed_key', error) : error
    const of = renewsId ? ({ act: 'renew', id: renewsId } as const) : undefined
    if (refusal instanceof AppError) await recordCertificateRefusal(actor, refusal, of)
    throw refusal
  }
}
