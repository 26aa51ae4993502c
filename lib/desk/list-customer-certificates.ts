import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { type CertificateView, certificateView } from '@/lib/certificates/certificate-view'
import { viewColumns } from '@/lib/certificates/list-certificates'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { policy } from '@/lib/policies/policy'
import { type PartPage, pageOf, partPage } from './part-page'
import type { PartQuery } from './schema'
import type { DeskCertificateState } from './states'

export type DeskCertificate = Omit<CertificateView, 'state'> & { state: DeskCertificateState }

/** A customer's certificates, with the applications that came to nothing. */
export async function listCustomerCertificates(
  actor: Actor,
  customerId: string,
  query: PartQuery,
): Promise<PartPage<DeskCertificate>> {
  authorize(actor, 'customer:read')
  const { where, ...page } = partPage(query)
  const found = await database().certificate.findMany({
    where: { customerId, ...where },
    ...page,
    select: viewColumns,
  })
  const { renewalWindowDays } = policy().certificate
  return pageOf(
    found.map((row) => {
      const view = certificateView(row, clock.now(), renewalWindowDays)
      return { ...view, state: row.status === 'void' ? 'void' : view.state }
    }),
  )
}
