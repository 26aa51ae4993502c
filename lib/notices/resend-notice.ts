import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { addSeconds, clock } from '@/lib/clock'
import type { Prisma, Tx } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { lockCustomer } from '@/lib/db/lock-customer'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { enqueueNotice } from './enqueue-notice'
import type { NoticeTemplate, NoticeValues } from './templates'

/** How often one message goes out again within a day, its copies' copies included. */
const mostADay = 3

/**
 * Writes a message anew, in the customer's language and to where the customer is reached now, and sends it. The
 * customer is told by the message itself.
 * @throws AppError `not_found`, `notice_not_resendable` for a code, a link or a message of staff's, `notice_waiting`,
 *   `notice_resend_limit` {max}
 */
export async function resendNotice(actor: Actor, { id }: { id: string }): Promise<void> {
  authorize(actor, 'notice:resend')
  await transaction(async (tx) => {
    const row = isId(id) ? await tx.outbox.findUnique({ where: { id } }) : null
    if (!row) throw new AppError('not_found')
    const { customerId, channel, template } = row
    if (!customerId || !row.values) throw new AppError('notice_not_resendable')
    if (row.status === 'pending') throw new AppError('notice_waiting')
    // Parallel requests queue up here, so that the count holds.
    const contact = await lockCustomer(tx, customerId)
    const original = row.resendsId ?? id
    await refusePastLimit(tx, original)
    const values = revived(row.values)
    const copy = await enqueueNotice(tx, {
      to: { customerId },
      channel,
      template: template as NoticeTemplate,
      values,
      contact,
      resends: original,
    })
    await recordEvent(tx, actor, {
      action: 'notice.resent',
      customerId,
      object: { kind: 'notice', id: copy.id },
      // What a subject may be filled with.
      detail: {
        ...{ template, original },
        ...('name' in values && { name: values.name }),
        ...('kind' in values && { kind: values.kind }),
      },
    })
  })
}

async function refusePastLimit(tx: Tx, original: string): Promise<void> {
  const resent = await tx.outbox.count({
    where: { resendsId: original, createdAt: { gt: addSeconds(clock.now(), -86_400) } },
  })
  if (resent >= mostADay) throw new AppError('notice_resend_limit', { values: { max: mostADay } })
}

/** What people or their browsers wrote stays text, whatever it looks like. */
const neverDates = ['name', 'userAgent']

/** The values as they were: JSON keeps an instant as text. */
function revived(values: Prisma.JsonValue): NoticeValues[NoticeTemplate] {
  const entries = Object.entries(values as Record<string, unknown>).map(([name, value]) => [
    name,
    !neverDates.includes(name) && isInstant(value) ? new Date(value) : value,
  ])
  return Object.fromEntries(entries) as NoticeValues[NoticeTemplate]
}

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)
}
