import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import { defaultLocale, isLocale } from '@/lib/i18n/locales'
import { composeNotice } from './compose-notice'
import { deliveryTimes } from './delivery-times'
import { sealBody, sealDestination } from './notice-body'
import type { NoticeChannel, NoticeTemplate, NoticeValues } from './templates'

export type Notice<T extends NoticeTemplate> = {
  customerId: string
  channel: NoticeChannel
  template: T
  values: NoticeValues[T]
  /** After this the message is worth nothing and is erased unsent; three days when left out. */
  expiresAt?: Date
}

/**
 * Puts a message in the outbox, in the transaction of what it tells about. The worker delivers it within
 * seconds; for a code call `deliverNotice(id)` right after the commit.
 */
export async function enqueueNotice<T extends NoticeTemplate>(
  tx: Tx,
  { customerId, channel, template, values, expiresAt }: Notice<T>,
): Promise<{ id: string }> {
  const { email, phone, locale } = await tx.customer.findUniqueOrThrow({
    where: { id: customerId },
    select: { email: true, phone: true, locale: true },
  })
  const id = newId()
  const now = clock.now()
  const body = composeNotice(isLocale(locale) ? locale : defaultLocale, channel, template, values)
  await tx.outbox.create({
    data: {
      id,
      customerId,
      channel,
      template,
      destinationSealed: sealDestination(id, channel === 'sms' ? phone : email),
      bodySealed: sealBody(id, body),
      createdAt: now,
      // Leaves whoever wrote it the time to deliver it at once.
      nextAttemptAt: addSeconds(now, deliveryTimes.handoverSeconds),
      expiresAt: expiresAt ?? addSeconds(now, deliveryTimes.lifeSeconds),
    },
    select: { id: true },
  })
  return { id }
}
