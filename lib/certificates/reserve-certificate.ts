import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { visibleTo } from '@/lib/access/visible-to'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { lockCustomer } from '@/lib/db/lock-customer'
import { newId } from '@/lib/db/new-id'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { requireStepUp } from '@/lib/factors/require-step-up'
import { sessionFactors } from '@/lib/factors/session-factors'
import type { Bytes } from '@/lib/pki/bytes'
import { csrRefused } from '@/lib/pki/csr-rules'
import { endEntityTbs } from '@/lib/pki/end-entity-profile'
import type { AcceptedPublicKey } from '@/lib/pki/read-public-key'
import { newSerialNumber, serialNumberHex } from '@/lib/pki/serial-number'
import { policy } from '@/lib/policies/policy'
import { issueDigest, issuePurpose } from './issue-digest'
import { issuingAuthority } from './issuing-authority'
import { refusePastLimits } from './refuse-past-limits'
import { requireRenewable } from './require-renewable'

/**
 * Writes the pending row of a certificate, with the serial number and the bytes that will be signed, and uses up
 * the code that confirmed the key. A key that has a live certificate of this customer gives that one, if it
 * was made in the same way.
 * @returns the certificate's id
 * @throws StepUpRequired, AppError `csr_refused` {rule: key_in_use}, `factor_already_used`, what `requireRenewable`
 *   throws, the limits
 */
export async function reserveCertificate(
  tx: Tx,
  actor: CustomerActor,
  key: { publicKey: AcceptedPublicKey; publicKeySha256: Bytes; renewsId?: string | undefined },
): Promise<string> {
  const { publicKeySha256, renewsId } = key
  // Parallel submissions queue up here, so that the look-ups and counts below hold.
  await lockCustomer(tx, actor.customerId)
  // Others with the same key too: they hold rows of their own.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${Buffer.from(publicKeySha256).readBigInt64BE()})`
  const same = await sameKey(tx, publicKeySha256)
  if (same) {
    const own = same.customerId === actor.customerId && same.status !== 'revoked'
    // One that was made as something else is not what was asked for: a renewal brings a new key.
    if (!own || same.renewsId !== (renewsId ?? null)) throw csrRefused('key_in_use')
    return same.id
  }
  const digest = issueDigest(publicKeySha256, renewsId)
  const { provedBy } = await requireStepUp(tx, actor, issuePurpose(renewsId), digest, ['otp'])
  // However the code was asked for: this is where it counts.
  if ((await sessionFactors(tx, actor)).includes(provedBy)) throw new AppError('factor_already_used')
  const renewed = renewsId ? await requireRenewable(tx, actor, renewsId) : undefined
  await refusePastLimits(tx, actor, renewed)
  return createPending(tx, actor, key, provedBy)
}

/**
 * Whoever has a live certificate of this very key: a private key in two hands proves nothing of either. A key whose
 * certificate was revoked is never certified again.
 */
function sameKey(
  tx: Tx,
  publicKeySha256: Bytes,
): Promise<{ id: string; customerId: string; status: string; renewsId: string | null } | null> {
  return tx.certificate.findFirst({
    where: {
      publicKeySha256,
      OR: [{ status: { in: ['pending', 'issued'] }, notAfter: { gt: clock.now() } }, { status: 'revoked' }],
    },
    select: { id: true, customerId: true, status: true, renewsId: true },
  })
}

async function createPending(
  tx: Tx,
  actor: CustomerActor,
  { publicKey, publicKeySha256, renewsId }: Parameters<typeof reserveCertificate>[2],
  confirmedBy: string,
): Promise<string> {
  const now = clock.now()
  const authority = await issuingAuthority(tx)
  const customer = await tx.customer.findUniqueOrThrow({
    where: { id: actor.customerId },
    select: { name: true, accountId: true },
  })
  const serialNumber = newSerialNumber()
  const { tbs, notBefore, notAfter, revocationList } = await endEntityTbs({
    issuer: authority.issuer,
    subject: {
      ...authority.issuer.organisation,
      serialNumber: customer.accountId,
      commonName: customer.name,
    },
    publicKeyDer: publicKey.der,
    serialNumber,
    now,
    validityDays: policy().certificate.validityDays,
    pkiUrl: env().PKI_URL,
    lists: authority.lists,
  })
  const id = newId()
  await tx.certificate.create({
    data: {
      id,
      ...visibleTo(actor),
      authorityId: authority.id,
      serialNumber: serialNumberHex(serialNumber),
      status: 'pending',
      publicKeyDer: publicKey.der,
      publicKeySha256,
      tbsDer: tbs,
      revocationList,
      confirmedBy,
      notBefore,
      notAfter,
      renewsId: renewsId ?? null,
      createdAt: now,
    },
    select: { id: true },
  })
  await recordEvent(tx, actor, {
    action: 'certificate.requested',
    object: { kind: 'certificate', id },
    detail: { serialNumber: serialNumberHex(serialNumber), confirmedBy },
  })
  return id
}
