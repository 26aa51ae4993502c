import 'server-only'
import { clock } from '@/lib/clock'
import { database, Prisma } from '@/lib/db/client'
import { attemptDelivery } from './attempt-delivery'
import { claimNotices } from './claim-notices'

const batch = 20

/**
 * One round of the outbox worker: delivers what is due and erases what has outlived its use. Any number of
 * processes may run it at once.
 * @returns how many messages it took; a full batch means that there may be more
 */
export async function deliverDue(): Promise<number> {
  const now = clock.now()
  await database().outbox.updateMany({
    where: { status: { in: ['pending', 'held'] }, expiresAt: { lte: now } },
    data: { status: 'expired', bodySealed: null },
  })
  const due = await claimNotices(Prisma.sql`next_attempt_at <= ${now}`, batch)
  await Promise.all(due.map(attemptDelivery))
  return due.length
}
