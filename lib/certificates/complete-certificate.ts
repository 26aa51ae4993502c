import 'server-only'
import { createHash } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { addSeconds, clock } from '@/lib/clock'
import { database, type Tx, transaction } from '@/lib/db/client'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { signedCertificate } from '@/lib/pki/certificate-parts'
import { policy } from '@/lib/policies/policy'
import { withSigner } from './issuing-authority'

/**
 * Signs a pending certificate, outside any transaction, and commits the result with its event and its notice,
 * and of a renewal with the day on which the old certificate ends.
 * Done by two at once, the first commit stands and the other signature is forgotten. Nothing to do for one that
 * is issued already.
 * @throws Error when its CA's key is gone
 */
export async function completeCertificate(id: string, actor: Actor): Promise<void> {
  const row = await database().certificate.findUniqueOrThrow({ where: { id }, include: { authority: true } })
  if (row.status !== 'pending') return
  const authority = withSigner(row.authority)
  if (!authority) throw new Error('the key of the CA that was to sign is gone')
  const tbs = Uint8Array.from(row.tbsDer)
  const der = signedCertificate(tbs, authority.issuer.signature, await authority.signer.sign(tbs))
  await transaction((tx) => commitIssued(tx, actor, row, der))
}

type Reserved = {
  id: string
  customerId: string
  serialNumber: string
  confirmedBy: string
  notAfter: Date
  renewsId: string | null
}

async function commitIssued(
  tx: Tx,
  actor: Actor,
  row: Reserved,
  der: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const { id, customerId, serialNumber, confirmedBy, notAfter, renewsId } = row
  const now = clock.now()
  const fingerprint = Uint8Array.from(createHash('sha256').update(der).digest())
  const { count } = await tx.certificate.updateMany({
    where: { id, customerId, status: 'pending' },
    data: { status: 'issued', der, fingerprint, issuedAt: now },
  })
  if (count === 0) return
  const old = renewsId ? await startOverlap(tx, customerId, renewsId, now) : null
  await recordEvent(tx, actor, {
    action: 'certificate.issued',
    customerId,
    object: { kind: 'certificate', id },
    detail: {
      ...{ serialNumber, confirmedBy, fingerprint: Buffer.from(fingerprint).toString('hex') },
      ...(old && { renews: old.serialNumber }),
    },
  })
  const made = { serialNumber, notAfter }
  if (!old) return notifyCustomer(tx, customerId, 'certificate_issued', made)
  const ends = { oldSerialNumber: old.serialNumber, until: old.supersedeAt }
  await notifyCustomer(tx, customerId, 'certificate_renewed', { ...made, ...ends })
}

/**
 * From now on the old certificate works beside the new one for the policy's days, and not past its own end.
 * @returns null when it has ended or was revoked since the renewal was confirmed
 */
async function startOverlap(
  tx: Tx,
  customerId: string,
  id: string,
  now: Date,
): Promise<{ serialNumber: string; supersedeAt: Date } | null> {
  const where = { id, customerId, status: 'issued', notAfter: { gt: now } } as const
  const old = await tx.certificate.findFirst({ where, select: { serialNumber: true, notAfter: true } })
  if (!old) return null
  const overlapEnds = addSeconds(now, policy().certificate.overlapDays * 86_400)
  const supersedeAt = new Date(Math.min(overlapEnds.getTime(), old.notAfter.getTime()))
  const { count } = await tx.certificate.updateMany({ where, data: { supersedeAt } })
  return count > 0 ? { serialNumber: old.serialNumber, supersedeAt } : null
}
