import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { addSeconds, clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { importLimits } from './limits'

/**
 * Says go: from now on the background creates the customers, in the name of who said it. One that goes on already,
 * or is over, stays as it is.
 * @throws AppError `not_found`; `import_expired` when there is nothing to import, or not any more
 */
export async function startImport(actor: Actor, { id }: { id: string }): Promise<void> {
  authorize(actor, 'customer:import')
  await transaction(async (tx) => {
    const [started] = await tx.customerImport.updateManyAndReturn({
      where: {
        id,
        status: 'checked',
        rowsSealed: { not: null },
        createdAt: { gt: addSeconds(clock.now(), -importLimits.waitSeconds) },
      },
      data: { status: 'running', staffId: actor.staffId },
      select: { total: true, known: true, bad: true, activateBy: true },
    })
    if (started) {
      const detail = { stage: 'started', ...started }
      return recordEvent(tx, actor, { action: 'customers.imported', object: { kind: 'import', id }, detail })
    }
    const present = await tx.customerImport.findUnique({ where: { id }, select: { status: true } })
    if (!present) throw new AppError('not_found')
    if (present.status === 'checked') throw new AppError('import_expired')
  })
}
