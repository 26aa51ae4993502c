import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { eventInsert } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import type { SqlTx } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import { ownedBy } from '@/lib/db/owned-by'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { requireStepUp } from '@/lib/factors/require-step-up'
import type { Bytes } from '@/lib/pki/bytes'
import { csrRefused } from '@/lib/pki/csr-rules'
import { endEntityTbs } from '@/lib/pki/end-entity-profile'
import type { AcceptedPublicKey } from '@/lib/pki/read-public-key'
import { newSerialNumber, serialNumberHex } from '@/lib/pki/serial-number'
import { policy } from '@/lib/policies/policy'
import type { PendingCertificate } from './complete-certificate'
import { issueDigest, issuePurpose } from './issue-digest'
import { issuingAuthority } from './issuing-authority'
import { type Applicant, lockApplicant } from './lock-applicant'
import { refusePastLimits } from './refuse-past-limits'
import { requireRenewable } from './require-renewable'

type NewKey = { publicKey: AcceptedPublicKey; publicKeySha256: Bytes; renewsId?: string | undefined }

/**
 * Writes the pending row of a certificate, with the serial number and the bytes that will be signed, and uses up
 * the code that confirmed the key. A key that has a live certificate of this customer gives that one, if it
 * was made in the same way.
 * @returns what is to be signed; of one that was there already its id alone
 * @throws StepUpRequired, AppError `csr_refused` {rule: key_in_use}, `factor_already_used`, what `requireRenewable`
 *   throws, the limits
 */
export async function reserveCertificate(
  tx: SqlTx,
  actor: CustomerActor,
  key: NewKey,
): Promise<PendingCertificate | { id: string }> {
  const { publicKeySha256, renewsId } = key
  // Parallel submissions queue up here, so that the look-ups and counts below hold.
  const applicant = await lockApplicant(tx, actor.customerId, publicKeySha256)
  const { factors, ...same } = await readBefore(tx, actor, publicKeySha256)
  if (same.id) {
    const own = same.customerId === actor.customerId && same.status !== 'revoked'
    // One that was made as something else is not what was asked for: a renewal brings a new key.
    if (!own || same.renewsId !== (renewsId ?? null)) throw csrRefused('key_in_use')
    return { id: same.id }
  }
  const digest = issueDigest(publicKeySha256, renewsId)
  const { provedBy } = await requireStepUp(tx, actor, issuePurpose(renewsId), digest, ['otp'])
  // However the code was asked for: this is where it counts.
  if (factors?.includes(provedBy)) throw new AppError('factor_already_used')
  const renewed = renewsId ? await requireRenewable(tx, actor, renewsId) : undefined
  await refusePastLimits(tx, actor, renewed)
  return createPending(tx, actor, applicant, key, provedBy)
}

type Before = {
  factors: string[] | null
  id: string | null
  customerId: string | null
  status: string | null
  renewsId: string | null
}

/**
 * Whoever has a live certificate of this very key: a private key in two hands proves nothing of either. A key whose
 * certificate was revoked is never certified again. And the factors that opened the session, as `sessionFactors`.
 */
async function readBefore(tx: SqlTx, actor: CustomerActor, publicKeySha256: Bytes): Promise<Before> {
  const [row] = await tx.$queryRaw<Before[]>`
    SELECT session.factors, same.id, same.customer_id AS "customerId", same.status::text,
      same.renews_id AS "renewsId"
    FROM (SELECT 1) AS one
    LEFT JOIN (SELECT factors FROM web_session
      WHERE id = ${actor.sessionId}::uuid AND ${ownedBy(actor)}) AS session ON true
    LEFT JOIN (SELECT id, customer_id, status, renews_id FROM certificate
      WHERE public_key_sha256 = ${publicKeySha256}
        AND (status = 'revoked' OR (status IN ('pending', 'issued') AND not_after > ${clock.now()}))
      LIMIT 1) AS same ON true`
  if (!row) throw new Error('one row always comes')
  return row
}

async function createPending(
  tx: SqlTx,
  actor: CustomerActor,
  { name, accountId, ...contact }: Applicant,
  { publicKey, publicKeySha256, renewsId }: NewKey,
  confirmedBy: string,
): Promise<PendingCertificate> {
  const now = clock.now()
  const authority = await issuingAuthority(tx)
  const serialNumber = newSerialNumber()
  const { tbs, notBefore, notAfter, revocationList } = await endEntityTbs({
    issuer: authority.issuer,
    subject: {
      ...authority.issuer.organisation,
      serialNumber: accountId,
      commonName: name,
    },
    publicKeyDer: publicKey.der,
    serialNumber,
    now,
    validityDays: policy().certificate.validityDays,
    pkiUrl: env().PKI_URL,
    lists: authority.lists,
  })
  const id = newId()
  const { customerId } = actor
  const serial = serialNumberHex(serialNumber)
  const event = eventInsert(actor, {
    action: 'certificate.requested',
    object: { kind: 'certificate', id },
    detail: { serialNumber: serial, confirmedBy },
  })
  await tx.$executeRaw`
    WITH made AS (
      INSERT INTO certificate (id, customer_id, authority_id, serial_number, status, public_key_der,
        public_key_sha256, tbs_der, revocation_list, confirmed_by, not_before, not_after, renews_id, created_at)
      VALUES (${id}::uuid, ${customerId}::uuid, ${authority.id}::uuid, ${serial}, 'pending', ${publicKey.der},
        ${publicKeySha256}, ${tbs}, ${revocationList}, ${confirmedBy}, ${notBefore}, ${notAfter},
        ${renewsId ?? null}::uuid, ${now}))
    ${event}`
  const stored = { id, customerId, serialNumber: serial, confirmedBy, notAfter, renewsId: renewsId ?? null }
  return { ...stored, tbs, authority, contact }
}
