import 'server-only'
import { createHash } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import { eventInsert } from '@/lib/audit/record-event'
import { addSeconds, clock } from '@/lib/clock'
import { database, type SqlTx } from '@/lib/db/client'
import type { Contact } from '@/lib/db/lock-customer'
import { sqlTransaction } from '@/lib/db/sql-transaction'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import type { Bytes } from '@/lib/pki/bytes'
import { signedCertificate } from '@/lib/pki/certificate-parts'
import { policy } from '@/lib/policies/policy'
import { type SigningAuthority, withSigner } from './issuing-authority'

/** What is to be signed, and what its result tells about. */
export type PendingCertificate = {
  id: string
  customerId: string
  serialNumber: string
  confirmedBy: string
  notAfter: Date
  renewsId: string | null
  tbs: Bytes
  authority: SigningAuthority
  contact: Contact
}

/**
 * Signs a certificate that is still pending, if it is. @throws Error when its CA's key is gone
 */
export async function completeCertificate(id: string, actor: Actor): Promise<void> {
  const row = await database().certificate.findUniqueOrThrow({
    where: { id },
    include: { authority: true, customer: { select: { email: true, phone: true, locale: true } } },
  })
  if (row.status !== 'pending') return
  const authority = withSigner(row.authority)
  if (!authority) throw new Error('the key of the CA that was to sign is gone')
  await signPending({ ...row, tbs: Uint8Array.from(row.tbsDer), authority, contact: row.customer }, actor)
}

/**
 * Signs a pending certificate, outside any transaction, and commits the result with its event and its notice,
 * and of a renewal with the day on which the old certificate ends.
 * Done by two at once, the first commit stands and the other signature is forgotten.
 * @returns the certificate; null when the other's stands
 */
export async function signPending(pending: PendingCertificate, actor: Actor): Promise<Bytes | null> {
  const { tbs, authority } = pending
  const der = signedCertificate(tbs, authority.issuer.signature, await authority.signer.sign(tbs))
  return (await sqlTransaction((tx) => commitIssued(tx, actor, pending, der))) ? der : null
}

async function commitIssued(
  tx: SqlTx,
  actor: Actor,
  pending: PendingCertificate,
  der: Bytes,
): Promise<boolean> {
  const { id, customerId, serialNumber, confirmedBy, notAfter, renewsId, contact } = pending
  const now = clock.now()
  const fingerprint = createHash('sha256').update(der).digest()
  const count = await tx.$executeRaw`
    UPDATE certificate SET status = 'issued', der = ${der}, fingerprint = ${fingerprint}, issued_at = ${now}
    WHERE id = ${id}::uuid AND customer_id = ${customerId}::uuid AND status = 'pending'`
  if (count === 0) return false
  const old = renewsId ? await startOverlap(tx, customerId, renewsId, now) : null
  const event = eventInsert(actor, {
    action: 'certificate.issued',
    customerId,
    object: { kind: 'certificate', id },
    detail: {
      ...{ serialNumber, confirmedBy, fingerprint: fingerprint.toString('hex') },
      ...(old && { renews: old.serialNumber }),
    },
  })
  const made = { serialNumber, notAfter }
  if (!old) await notifyCustomer(tx, customerId, 'certificate_issued', made, contact, event)
  else {
    const ends = { oldSerialNumber: old.serialNumber, until: old.supersedeAt }
    await notifyCustomer(tx, customerId, 'certificate_renewed', { ...made, ...ends }, contact, event)
  }
  return true
}

/**
 * From now on the old certificate works beside the new one for the policy's days, and not past its own end.
 * @returns null when it has ended or was revoked since the renewal was confirmed
 */
async function startOverlap(
  tx: SqlTx,
  customerId: string,
  id: string,
  now: Date,
): Promise<{ serialNumber: string; supersedeAt: Date } | null> {
  const overlapEnds = addSeconds(now, policy().certificate.overlapDays * 86_400)
  const [old] = await tx.$queryRaw<{ serialNumber: string; supersedeAt: Date }[]>`
    UPDATE certificate SET supersede_at = LEAST(${overlapEnds}, not_after)
    WHERE id = ${id}::uuid AND customer_id = ${customerId}::uuid AND status = 'issued' AND not_after > ${now}
    RETURNING serial_number AS "serialNumber", supersede_at AS "supersedeAt"`
  return old ?? null
}
