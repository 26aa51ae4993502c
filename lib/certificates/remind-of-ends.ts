import 'server-only'
import { systemActor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { addSeconds, clock } from '@/lib/clock'
import { database, Prisma, type Tx } from '@/lib/db/client'
import { lockCustomer } from '@/lib/db/lock-customer'
import { transaction } from '@/lib/db/transaction'
import { log } from '@/lib/log'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { policy } from '@/lib/policies/policy'
import { type ReminderStage, reminderStages } from './reminder-stages'

type Ending = { id: string; customerId: string; serialNumber: string; notAfter: Date }

const batch = 500
const daySeconds = 86_400

/**
 * Mails whoever holds a certificate that ends, once for each of the policy's days and once when it has ended. Of
 * several that have passed while nothing ran, only the most urgent one goes out. Nobody is told of a certificate that
 * was renewed or revoked, nor while suspended: they can't sign in to do anything about it.
 * @param over ends the round early
 * @returns how many messages were written
 */
export async function remindOfEnds(over?: AbortSignal): Promise<number> {
  const now = clock.now()
  const { reminderDays } = policy().certificate
  let written = 0
  for (const stage of reminderStages(reminderDays)) {
    // Goes on behind the last one, so that some that fail hold up none of the others.
    for (let last: Ending | null = null; ; ) {
      const found: Ending[] = await database().$queryRaw<Ending[]>(Prisma.sql`
        ${endings(now, stage)} AND ${last ? Prisma.sql`(c.not_after, c.id) > (${last.notAfter}, ${last.id}::uuid)` : Prisma.sql`TRUE`}
        ORDER BY c.not_after, c.id LIMIT ${batch}`)
      for (const ending of found) {
        if (over?.aborted) return written
        if (await remind(ending, now, stage, reminderDays)) written += 1
      }
      last = found.at(-1) ?? null
      if (found.length < batch) break
    }
  }
  return written
}

/** The certificates whose holders are to be told of this stage and have not been. */
function endings(now: Date, { days, endsAfterSeconds, endsBySeconds }: ReminderStage): Prisma.Sql {
  return Prisma.sql`
    SELECT c.id, c.customer_id AS "customerId", c.serial_number AS "serialNumber", c.not_after AS "notAfter"
    FROM certificate c JOIN customer ON customer.id = c.customer_id
    WHERE c.status = 'issued' AND c.supersede_at IS NULL
      AND c.not_after > ${addSeconds(now, endsAfterSeconds)} AND c.not_after <= ${addSeconds(now, endsBySeconds)}
      -- One that was issued for less time than that begins with no reminder.
      AND COALESCE(c.issued_at, c.created_at) <= c.not_after - make_interval(secs => ${days * daySeconds})
      AND customer.suspended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM certificate_reminder r WHERE r.certificate_id = c.id AND r.days = ${days})
      AND NOT EXISTS (SELECT 1 FROM certificate n WHERE n.renews_id = c.id AND n.status = 'issued')`
}

async function remind(
  { id, customerId }: Ending,
  now: Date,
  stage: ReminderStage,
  reminderDays: number[],
): Promise<boolean> {
  try {
    return await transaction(async (tx) => {
      const contact = await lockCustomer(tx, customerId)
      // By now it may be renewed, revoked or told of by another process.
      const [ending] = await tx.$queryRaw<Ending[]>(Prisma.sql`${endings(now, stage)} AND c.id = ${id}::uuid`)
      if (!ending) return false
      await markTold(tx, id, now, [stage.days, ...reminderDays.filter((days) => days > stage.days)])
      const { serialNumber, notAfter } = ending
      const values = { certificateId: id, serialNumber, at: notAfter }
      const days = Math.ceil((notAfter.getTime() - now.getTime()) / 1000 / daySeconds)
      if (days > 0) await notifyCustomer(tx, customerId, 'certificate_ending', { ...values, days }, contact)
      else await notifyCustomer(tx, customerId, 'certificate_ended', values, contact)
      await recordEvent(tx, systemActor, {
        action: 'certificate.reminded',
        customerId,
        object: { kind: 'certificate', id },
        detail: { serialNumber, days: Math.max(0, days) },
      })
      return true
    })
  } catch (error) {
    log.error({ error, certificateId: id }, 'a reminder could not be written')
    return false
  }
}

/** Those that have passed unsent count as told too. */
async function markTold(tx: Tx, certificateId: string, at: Date, stages: number[]): Promise<void> {
  const data = stages.map((days) => ({ certificateId, days, at }))
  await tx.certificateReminder.createMany({ data, skipDuplicates: true })
}
