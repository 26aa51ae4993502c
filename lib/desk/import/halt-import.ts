import 'server-only'
import { systemActor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'

/** Leaves a running import for an administrator to resume or stop. The rows stay, as long as they may wait. */
export async function haltImport(tx: Tx, id: string, status: 'paused' | 'failed'): Promise<void> {
  const halted = await tx.customerImport.updateManyAndReturn({
    where: { id, status: 'running' },
    data: { status, retryAt: null, haltedAt: clock.now() },
    select: { total: true, created: true, known: true, bad: true },
  })
  for (const counts of halted)
    await recordEvent(tx, systemActor, {
      action: 'customers.imported',
      object: { kind: 'import', id },
      detail: { stage: status, ...counts },
    })
}
