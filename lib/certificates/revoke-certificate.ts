import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { changedMeanwhile } from '@/lib/audit/changed-meanwhile'
import { transaction } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { lockCustomer } from '@/lib/db/lock-customer'
import { AppError } from '@/lib/errors'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { staffAct } from '@/lib/notices/staff-act'
import { markRevoked } from './mark-revoked'
import type { RevokeCertificateInput } from './schema'

/**
 * Ends a live certificate for good: from the commit on it is no longer usable, nor is what was proved with it and
 * not used yet.
 * @throws AppError `not_found`, `changed_by_staff` when it is revoked already, `certificate_not_live`
 */
export async function revokeCertificate(
  actor: Actor,
  { id, revokedFor }: RevokeCertificateInput,
): Promise<void> {
  authorize(actor, 'certificate:revoke')
  await transaction(async (tx) => {
    const seen = isId(id)
      ? await tx.certificate.findUnique({ where: { id }, select: { customerId: true, serialNumber: true } })
      : null
    if (!seen) throw new AppError('not_found')
    const { customerId, serialNumber } = seen
    // Whatever asks for a usable certificate while it makes a key waits here, or has been done.
    const contact = await lockCustomer(tx, customerId)
    if (!(await markRevoked(tx, actor, { id, customerId, serialNumber }, revokedFor))) {
      const revoked = await tx.certificate.count({ where: { id, status: 'revoked' } })
      throw revoked ? await changedMeanwhile(tx, { objectId: id }) : new AppError('certificate_not_live')
    }
    const values = { serialNumber, ...staffAct(actor) }
    await notifyCustomer(tx, customerId, 'staff_certificate_revoked', values, contact)
  })
}
