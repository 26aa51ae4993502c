import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { completeCertificate } from './complete-certificate'
import { readIssued } from './read-issued'
import type { FindByKeyInput, IssuedCertificate } from './schema'

/**
 * The live certificate of a key that this browser holds, or null: for when the answer to an application was lost
 * on its way. One that was confirmed but not yet signed is signed now.
 */
export async function findByKey(
  actor: CustomerActor,
  { publicKeySha256 }: FindByKeyInput,
): Promise<IssuedCertificate | null> {
  authorize(actor, 'certificate:read:own')
  const row = await database().certificate.findFirst({
    where: {
      ...visibleTo(actor),
      publicKeySha256: Uint8Array.from(Buffer.from(publicKeySha256, 'hex')),
      status: { in: ['pending', 'issued'] },
      notAfter: { gt: clock.now() },
    },
    select: { id: true },
  })
  if (!row) return null
  await completeCertificate(row.id, actor)
  return readIssued(actor, row.id)
}
