import 'server-only'
import type { Actor, CustomerActor, StaffActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { changedMeanwhile } from '@/lib/audit/changed-meanwhile'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { type Contact, lockCustomer } from '@/lib/db/lock-customer'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { staffAct } from '@/lib/notices/staff-act'
import { holderReasons } from '@/lib/pki/revocation-reasons'
import { markRevoked } from './mark-revoked'
import { recordCertificateRefusal } from './record-certificate-refusal'
import type { RevokeCertificateInput } from './schema'

/**
 * Ends a live certificate for good: from the commit on it is no longer usable, nor is what was proved with it and
 * not used yet. Its holder is not kept from closing a door: no proof, no limit. Staff say why.
 * @throws AppError `not_found`; `forbidden` for a reason that is staff's; for one that is revoked already
 *   `certificate_already_revoked` {at} to its holder, `changed_by_staff` to staff; `certificate_not_live`
 */
export async function revokeCertificate(actor: Actor, input: RevokeCertificateInput): Promise<void> {
  authorize(actor, 'certificate:revoke')
  try {
    if (actor.kind === 'customer' && !isHolders(input.revokedFor)) throw new AppError('forbidden')
    await transaction((tx) => revoke(tx, actor, input))
  } catch (error) {
    if (actor.kind === 'customer' && error instanceof AppError)
      await recordCertificateRefusal(actor, error, { act: 'revoke', id: input.id })
    throw error
  }
}

function isHolders(reason: string): boolean {
  return (holderReasons as readonly string[]).includes(reason)
}

async function revoke(
  tx: Tx,
  actor: CustomerActor | StaffActor,
  { id, revokedFor }: RevokeCertificateInput,
): Promise<void> {
  const seen = isId(id)
    ? await tx.certificate.findFirst({
        where: { id, ...visibleTo(actor), ...(actor.kind === 'customer' && { status: { not: 'void' } }) },
        select: { customerId: true, serialNumber: true },
      })
    : null
  if (!seen) throw new AppError('not_found')
  const { customerId, serialNumber } = seen
  // Whatever asks for a usable certificate while it makes a key waits here, or has been done.
  const contact = await lockCustomer(tx, customerId)
  if (!(await markRevoked(tx, actor, { id, customerId, serialNumber }, revokedFor)))
    throw await notLive(tx, actor, id)
  await tell(tx, actor, { customerId, serialNumber }, contact)
}

async function notLive(tx: Tx, actor: CustomerActor | StaffActor, id: string): Promise<AppError> {
  const { revokedAt } = await tx.certificate.findFirstOrThrow({
    where: { id, ...visibleTo(actor) },
    select: { revokedAt: true },
  })
  if (!revokedAt) return new AppError('certificate_not_live')
  return actor.kind === 'staff'
    ? changedMeanwhile(tx, { objectId: id })
    : new AppError('certificate_already_revoked', { values: { at: revokedAt } })
}

function tell(
  tx: Tx,
  actor: CustomerActor | StaffActor,
  { customerId, serialNumber }: { customerId: string; serialNumber: string },
  contact: Contact,
): Promise<void> {
  if (actor.kind === 'staff') {
    const values = { serialNumber, ...staffAct(actor) }
    return notifyCustomer(tx, customerId, 'staff_certificate_revoked', values, contact)
  }
  const values = { serialNumber, at: clock.now(), address: actor.address }
  return notifyCustomer(tx, customerId, 'certificate_revoked', values, contact)
}
