import 'server-only'
import { systemActor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { log } from '@/lib/log'
import { completeCertificate } from './complete-certificate'

/**
 * Finishes what a crash left between "confirmed" and "issued": signs it, or declares it void when its time is over
 * or the key of its CA was taken away. One that can't be signed just now is left for the next time.
 */
export async function healPendingCertificates(): Promise<{ completed: number; voided: number }> {
  const pending = await database().certificate.findMany({
    where: { status: 'pending' },
    select: { id: true, customerId: true, notAfter: true, authority: { select: { keyLocation: true } } },
  })
  const healed = { completed: 0, voided: 0 }
  for (const { id, customerId, notAfter, authority } of pending) {
    try {
      if (notAfter <= clock.now() || !authority.keyLocation) {
        await voidCertificate(id, customerId)
        healed.voided++
      } else {
        await completeCertificate(id, systemActor)
        healed.completed++
      }
    } catch (error) {
      log.error({ error, certificateId: id }, 'a pending certificate could not be healed')
    }
  }
  return healed
}

async function voidCertificate(id: string, customerId: string): Promise<void> {
  await transaction(async (tx) => {
    const where = { id, customerId, status: 'pending' as const }
    const { count } = await tx.certificate.updateMany({ where, data: { status: 'void' } })
    if (count === 0) return
    const object = { kind: 'certificate', id } as const
    await recordEvent(tx, systemActor, {
      action: 'certificate.refused',
      customerId,
      object,
      detail: { reason: 'void' },
    })
  })
}
