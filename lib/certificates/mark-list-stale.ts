import 'server-only'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'

/** Notes that a revocation list lacks a revocation. One that was never made is made whole at the first time. */
export async function markListStale(tx: Tx, authorityId: string, number: number): Promise<void> {
  await tx.revocationList.updateMany({
    where: { authorityId, number, staleAt: null },
    data: { staleAt: clock.now() },
  })
}
