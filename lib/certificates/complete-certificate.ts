import 'server-only'
import { createHash } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { database, type Tx, transaction } from '@/lib/db/client'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { signedCertificate } from '@/lib/pki/certificate-parts'
import { withSigner } from './issuing-authority'

/**
 * Signs a pending certificate, outside any transaction, and commits the result with its event and its notice.
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

type Reserved = { id: string; customerId: string; serialNumber: string; confirmedBy: string; notAfter: Date }

async function commitIssued(
  tx: Tx,
  actor: Actor,
  row: Reserved,
  der: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const { id, customerId, serialNumber, confirmedBy, notAfter } = row
  const fingerprint = Uint8Array.from(createHash('sha256').update(der).digest())
  const { count } = await tx.certificate.updateMany({
    where: { id, customerId, status: 'pending' },
    data: { status: 'issued', der, fingerprint, issuedAt: clock.now() },
  })
  if (count === 0) return
  await recordEvent(tx, actor, {
    action: 'certificate.issued',
    customerId,
    object: { kind: 'certificate', id },
    detail: { serialNumber, confirmedBy, fingerprint: Buffer.from(fingerprint).toString('hex') },
  })
  await notifyCustomer(tx, customerId, 'certificate_issued', { serialNumber, notAfter })
}
