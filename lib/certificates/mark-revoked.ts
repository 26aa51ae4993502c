import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { type AuditDetail, recordEvent } from '@/lib/audit/record-event'
import { announceChange } from '@/lib/changes/announce-change'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { voidProofs } from '@/lib/factors/void-proofs'
import type { RevocationReason } from '@/lib/pki/revocation-reasons'
import { markListStale } from './mark-list-stale'

/**
 * The one way in which a live certificate ends before its time: from the commit on it is not usable, nor is what was
 * proved with it and not used yet, and its revocation list lacks it until it is made anew.
 * The caller holds the customer's row lock.
 * @param detail what else goes on record
 * @returns whether it was live; if not, nothing was changed
 */
export async function markRevoked(
  tx: Tx,
  actor: Actor,
  certificate: { id: string; customerId: string; serialNumber: string },
  revokedFor: RevocationReason,
  detail: AuditDetail = {},
): Promise<boolean> {
  const { id, customerId, serialNumber } = certificate
  const now = clock.now()
  const [revoked] = await tx.certificate.updateManyAndReturn({
    where: { id, customerId, status: 'issued', notAfter: { gt: now } },
    data: { status: 'revoked', revokedAt: now, revokedFor },
    select: { authorityId: true, revocationList: true, renewsId: true },
  })
  if (!revoked) return false
  await markListStale(tx, revoked.authorityId, revoked.revocationList)
  if (revoked.renewsId) await endOverlap(tx, customerId, revoked.renewsId)
  await voidProofs(tx, customerId, `certificate:${serialNumber}`)
  await announceChange(tx, { kind: 'certificate', id, customerId, ends: 'certificate_revoked' })
  await recordEvent(tx, actor, {
    action: 'certificate.revoked',
    customerId,
    object: { kind: 'certificate', id },
    detail: { serialNumber, revokedFor, ...detail },
  })
  return true
}

/** A certificate whose renewal is gone is replaced by nothing: it lasts until its own end again, and can be renewed. */
async function endOverlap(tx: Tx, customerId: string, id: string): Promise<void> {
  await tx.certificate.updateMany({
    where: { id, customerId, status: 'issued' },
    data: { supersedeAt: null },
  })
}
