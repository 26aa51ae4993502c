import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { recordEvent } from '@/lib/audit/record-event'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import type { RecordBackupInput } from './schema'

/**
 * Puts on record that a browser keeps a locked copy of a certificate's key, or no longer does. The copy itself never
 * leaves that browser.
 * @throws AppError `not_found`
 */
export async function recordBackup(
  actor: CustomerActor,
  { certificateId, change }: RecordBackupInput,
): Promise<void> {
  authorize(actor, 'certificate:read:own')
  await transaction(async (tx) => {
    const certificate = await tx.certificate.findFirst({
      where: { id: certificateId, ...visibleTo(actor), status: { in: ['issued', 'revoked'] } },
      select: { id: true, serialNumber: true },
    })
    if (!certificate) throw new AppError('not_found')
    await recordEvent(tx, actor, {
      action: `certificate.backup_${change}`,
      object: { kind: 'certificate', id: certificate.id },
      detail: { serialNumber: certificate.serialNumber },
    })
  })
}
