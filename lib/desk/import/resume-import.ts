import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'

/**
 * Lets an import that is paused or has failed go on where it stands, from now on in the name of who says so. One that
 * goes on already stays as it is.
 * @throws AppError `not_found`; `import_over`
 */
export async function resumeImport(actor: Actor, { id }: { id: string }): Promise<void> {
  authorize(actor, 'customer:import')
  await transaction(async (tx) => {
    const [resumed] = await tx.customerImport.updateManyAndReturn({
      where: { id, status: { in: ['paused', 'failed'] }, rowsSealed: { not: null } },
      data: { status: 'running', staffId: actor.staffId, tries: 0, haltedAt: null },
      select: { total: true, created: true, known: true, bad: true },
    })
    if (resumed) {
      const detail = { stage: 'resumed', ...resumed }
      return recordEvent(tx, actor, { action: 'customers.imported', object: { kind: 'import', id }, detail })
    }
    const present = await tx.customerImport.findUnique({ where: { id }, select: { status: true } })
    if (!present) throw new AppError('not_found')
    if (present.status !== 'running') throw new AppError('import_over')
  })
}
