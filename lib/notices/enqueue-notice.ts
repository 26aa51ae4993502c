import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import type { SqlTx } from '@/lib/db/client'
import type { Contact } from '@/lib/db/lock-customer'
import { newId } from '@/lib/db/new-id'
import { AppError } from '@/lib/errors'
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
  /** Looked up when left out; `lockCustomer` returns it. */
  contact?: Contact | undefined
}

/**
 * Puts a message in the outbox, in the transaction of what it tells about. The worker delivers it within
 * seconds; for a code call `deliverNotice(id)` right after the commit.
 */
export async function enqueueNotice<T extends NoticeTemplate>(
  tx: SqlTx,
  { customerId, channel, template, values, expiresAt, contact }: Notice<T>,
): Promise<{ id: string }> {
  const { email, phone, locale } = contact ?? (await contactOf(tx, customerId))
  const id = newId()
  const now = clock.now()
  const body = composeNotice(isLocale(locale) ? locale : defaultLocale, channel, template, values)
  // Leaves whoever wrote it the time to deliver it at once.
  const nextAttemptAt = addSeconds(now, deliveryTimes.handoverSeconds)
  await tx.$executeRaw`
    INSERT INTO outbox (id, customer_id, channel, template, destination_sealed, body_sealed, created_at,
      next_attempt_at, expires_at)
    VALUES (${id}::uuid, ${customerId}::uuid, ${channel}::channel, ${template},
      ${sealDestination(id, channel === 'sms' ? phone : email)}, ${sealBody(id, body)}, ${now},
      ${nextAttemptAt}, ${expiresAt ?? addSeconds(now, deliveryTimes.lifeSeconds)})`
  return { id }
}

async function contactOf(tx: SqlTx, customerId: string): Promise<Contact> {
  const [contact] = await tx.$queryRaw<Contact[]>`
    SELECT email, phone, locale FROM customer WHERE id = ${customerId}::uuid`
  if (!contact) throw new AppError('not_found')
  return contact
}
