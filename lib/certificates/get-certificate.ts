import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { AppError } from '@/lib/errors'
import { policy } from '@/lib/policies/policy'
import { type CertificateView, certificateView } from './certificate-view'
import { viewColumns } from './list-certificates'

/** One of the customer's certificates. @throws AppError `not_found`, somebody else's included */
export async function getCertificate(actor: CustomerActor, id: string): Promise<CertificateView> {
  authorize(actor, 'certificate:read:own')
  const row = isId(id)
    ? await database().certificate.findFirst({
        where: { id, ...visibleTo(actor), status: { not: 'void' } },
        select: viewColumns,
      })
    : null
  if (!row) throw new AppError('not_found')
  return certificateView(row, clock.now(), policy().certificate.renewalWindowDays)
}
