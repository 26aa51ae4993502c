import 'server-only'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'

/** Signs a member of staff out everywhere. @returns how many sessions that ended */
export async function endSessionsOf(tx: Tx, staffId: string): Promise<number> {
  const now = clock.now()
  const ended = await tx.staffSession.updateMany({
    where: { staffId, endedAt: null, expiresAt: { gt: now } },
    data: { endedAt: now },
  })
  return ended.count
}
