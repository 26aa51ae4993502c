import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import type { RecordExportInput } from './schema'

/** Puts on record that a file with the private key was made in the browser. @throws AppError `not_found` */
export async function recordExport(
  actor: CustomerActor,
  { certificateId, format, password }: RecordExportInput,
): Promise<void> {
  authorize(actor, 'certificate:read:own')
  await transaction(async (tx) => {
    const [certificate] = await tx.certificate.updateManyAndReturn({
      where: { id: certificateId, ...visibleTo(actor), status: 'issued' },
      data: { exportedAt: clock.now() },
      select: { id: true, serialNumber: true },
    })
    if (!certificate) throw new AppError('not_found')
    await recordEvent(tx, actor, {
      action: 'certificate.exported',
      object: { kind: 'certificate', id: certificate.id },
      detail: { serialNumber: certificate.serialNumber, format, password },
    })
  })
}
