import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'

/**
 * Ends an import that is paused or has failed, and erases the rows that are left. Whom it created stays.
 * @throws AppError `not_found`; `import_over`; `import_runs` when it goes on again meanwhile
 */
export async function stopImport(actor: Actor, { id }: { id: string }): Promise<void> {
  authorize(actor, 'customer:import')
  await transaction(async (tx) => {
    const [stopped] = await tx.customerImport.updateManyAndReturn({
      where: { id, status: { in: ['paused', 'failed'] } },
      data: { status: 'stopped', rowsSealed: null, finishedAt: clock.now() },
      select: { total: true, created: true, known: true, bad: true },
    })
    if (stopped) {
      const detail = { stage: 'stopped', ...stopped }
      return recordEvent(tx, actor, { action: 'customers.imported', object: { kind: 'import', id }, detail })
    }
    const present = await tx.customerImport.findUnique({ where: { id }, select: { status: true } })
    if (!present) throw new AppError('not_found')
    if (present.status === 'running') throw new AppError('import_runs')
    if (present.status !== 'stopped') throw new AppError('import_over')
  })
}
