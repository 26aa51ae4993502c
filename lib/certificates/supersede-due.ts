import 'server-only'
import { systemActor } from '@/lib/access/actor'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { lockCustomer } from '@/lib/db/lock-customer'
import { transaction } from '@/lib/db/transaction'
import { log } from '@/lib/log'
import { markRevoked } from './mark-revoked'

const batch = 100

/**
 * Revokes the certificates that were renewed and whose overlap is over. Their holders are not told once more: the
 * message about the renewal named the day. Done by two at once, or again, each is revoked once.
 * @param over ends the round early
 * @returns how many were revoked
 */
export async function supersedeDue(over?: AbortSignal): Promise<number> {
  let superseded = 0
  for (let after = ''; ; ) {
    const now = clock.now()
    const due = await database().certificate.findMany({
      where: {
        ...{ status: 'issued', supersedeAt: { lte: now }, notAfter: { gt: now } },
        // Goes on behind the last one, so that one that fails holds up none of the others.
        ...(after && { id: { gt: after } }),
      },
      orderBy: { id: 'asc' },
      take: batch,
      select: { id: true, customerId: true, serialNumber: true },
    })
    for (const certificate of due) {
      if (over?.aborted) return superseded
      if (await supersede(certificate)) superseded += 1
    }
    after = due.at(-1)?.id ?? ''
    if (due.length < batch) return superseded
  }
}

async function supersede(certificate: Parameters<typeof markRevoked>[2]): Promise<boolean> {
  const { id, customerId } = certificate
  try {
    return await transaction(async (tx) => {
      await lockCustomer(tx, customerId)
      // Meanwhile its renewal may have been revoked: then it stays.
      const isDue = await tx.certificate.count({
        where: { id, customerId, supersedeAt: { lte: clock.now() } },
      })
      return isDue > 0 && markRevoked(tx, systemActor, certificate, 'superseded')
    })
  } catch (error) {
    log.error({ error, certificateId: id }, 'a certificate that was renewed could not be revoked')
    return false
  }
}
