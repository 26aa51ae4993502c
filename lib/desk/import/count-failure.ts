import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { haltImport } from './halt-import'
import { importLimits } from './limits'

/** Puts the next try of a batch that failed off, a while longer each time; after the last one the import has failed. */
export function countFailure(id: string): Promise<void> {
  return transaction(async (tx) => {
    const [counted] = await tx.customerImport.updateManyAndReturn({
      where: { id, status: 'running' },
      data: { tries: { increment: 1 } },
      select: { tries: true },
    })
    if (!counted) return
    const seconds = importLimits.retrySeconds[counted.tries - 1]
    if (seconds === undefined) return haltImport(tx, id, 'failed')
    await tx.customerImport.update({
      where: { id },
      data: { retryAt: addSeconds(clock.now(), seconds) },
      select: { id: true },
    })
  })
}
