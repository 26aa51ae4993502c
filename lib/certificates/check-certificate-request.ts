import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { AppError } from '@/lib/errors'
import { readCsr } from '@/lib/pki/read-csr'
import type { AcceptedPublicKey } from '@/lib/pki/read-public-key'
import { recordCertificateRefusal } from './record-certificate-refusal'
import type { IssueCertificateInput } from './schema'

/**
 * Judges a request by all that needs no database. By itself before the code that came with it is taken, so that a
 * bad one leaves it unspent; once more where it is issued. A refusal goes on record.
 * @throws AppError `csr_refused` with the rule
 */
export async function checkCertificateRequest(
  actor: CustomerActor,
  { csr }: IssueCertificateInput,
): Promise<AcceptedPublicKey> {
  authorize(actor, 'certificate:create:own')
  try {
    return readCsr(csr)
  } catch (error) {
    if (error instanceof AppError) await recordCertificateRefusal(actor, error)
    throw error
  }
}
