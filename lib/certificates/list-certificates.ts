import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { clock } from '@/lib/clock'
import { database, type Prisma } from '@/lib/db/client'
import { policy } from '@/lib/policies/policy'
import { type CertificateView, certificateView } from './certificate-view'

/** What a view is made from. */
export const viewColumns = {
  id: true,
  serialNumber: true,
  status: true,
  fingerprint: true,
  confirmedBy: true,
  notBefore: true,
  notAfter: true,
  issuedAt: true,
  revokedAt: true,
  revokedFor: true,
  supersedeAt: true,
  exportedAt: true,
  renews: { select: { id: true, serialNumber: true } },
  renewedBy: {
    where: { status: { not: 'void' } },
    orderBy: { createdAt: 'desc' },
    select: { id: true, serialNumber: true, status: true },
  },
} as const satisfies Prisma.CertificateSelect

/** The customer's certificates, the newest first; at most a year's applications are there to see. */
export async function listCertificates(actor: CustomerActor): Promise<CertificateView[]> {
  authorize(actor, 'certificate:read:own')
  const rows = await database().certificate.findMany({
    where: { ...visibleTo(actor), status: { not: 'void' } },
    orderBy: { createdAt: 'desc' },
    take: 100,
    select: viewColumns,
  })
  return rows.map((row) => certificateView(row, clock.now(), policy().certificate.renewalWindowDays))
}
