import 'server-only'
import { systemActor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { importLimits } from './limits'

/**
 * Erases the customers of files that were looked through and never imported, and stops imports that nobody resumed.
 * What was wrong with them stays.
 */
export async function pruneImports(): Promise<void> {
  const since = addSeconds(clock.now(), -importLimits.waitSeconds)
  await database().customerImport.updateMany({
    where: {
      status: 'checked',
      rowsSealed: { not: null },
      createdAt: { lt: since },
    },
    data: { rowsSealed: null },
  })
  await transaction(async (tx) => {
    const stopped = await tx.customerImport.updateManyAndReturn({
      where: { status: { in: ['paused', 'failed'] }, haltedAt: { lt: since } },
      data: { status: 'stopped', rowsSealed: null, finishedAt: clock.now() },
      select: { id: true, total: true, created: true, known: true, bad: true },
    })
    for (const { id, ...counts } of stopped)
      await recordEvent(tx, systemActor, {
        action: 'customers.imported',
        object: { kind: 'import', id },
        detail: { stage: 'stopped', ...counts },
      })
  })
}
