import 'server-only'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { liveAt } from './session-times'

/** Ends every portal session of a customer, inside another act's transaction. @returns how many were live */
export async function closeSessions(tx: Tx, customerId: string): Promise<number> {
  const now = clock.now()
  const { count } = await tx.webSession.updateMany({
    where: { customerId, ...liveAt(now) },
    data: { endedAt: now },
  })
  return count
}
