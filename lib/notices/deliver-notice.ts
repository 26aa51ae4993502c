import 'server-only'
import { database, Prisma } from '@/lib/db/client'
import { attemptDelivery, type Delivery } from './attempt-delivery'
import { claimNotices } from './claim-notices'

/**
 * Delivers one message now, after the transaction that wrote it has committed, so that the page can say how it
 * went. `failed` means that the worker tries again.
 */
export async function deliverNotice(id: string): Promise<Delivery> {
  const [notice] = await claimNotices(Prisma.sql`id = ${id}::uuid AND attempts = 0`, 1)
  if (notice) return attemptDelivery(notice)
  const row = await database().outbox.findUnique({ where: { id }, select: { status: true } })
  return row?.status === 'sent' || row?.status === 'held' ? row.status : 'failed'
}
