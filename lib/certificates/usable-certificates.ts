import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { visibleTo } from '@/lib/access/visible-to'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'

export type UsableCertificate = {
  id: string
  serialNumber: string
  publicKeyDer: Uint8Array<ArrayBuffer>
  notAfter: Date
}

/** The customer's certificates that count now: issued and inside their window; the one that lasts longest first. */
export function usableCertificates(tx: Tx, actor: CustomerActor): Promise<UsableCertificate[]> {
  const now = clock.now()
  return tx.certificate.findMany({
    where: { ...visibleTo(actor), status: 'issued', notBefore: { lte: now }, notAfter: { gt: now } },
    orderBy: [{ notAfter: 'desc' }, { id: 'desc' }],
    select: { id: true, serialNumber: true, publicKeyDer: true, notAfter: true },
  })
}
