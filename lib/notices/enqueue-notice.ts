import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { Prisma, type SqlTx } from '@/lib/db/client'
import type { Contact } from '@/lib/db/lock-customer'
import { newId } from '@/lib/db/new-id'
import { AppError } from '@/lib/errors'
import { defaultLocale, isLocale } from '@/lib/i18n/locales'
import { composeNotice } from './compose-notice'
import { deliveryTimes } from './delivery-times'
import { sealBody, sealDestination } from './notice-body'
import type { NoticeChannel, NoticeTemplate, NoticeValues } from './templates'

/** Whom a message is for. */
type Recipient = { customerId: string } | { staffId: string }

export type Notice<T extends NoticeTemplate> = {
  to: Recipient
  channel: NoticeChannel
  template: T
  values: NoticeValues[T]
  /** After this the message is worth nothing and is erased unsent; three days when left out. */
  expiresAt?: Date
  /** Looked up when left out; `lockCustomer` returns it. */
  contact?: Contact | undefined
  /** The first of the messages that this one repeats: support sends it again. */
  resends?: string
  /** A statement that writes what it tells about, to be done in the same go. */
  alongside?: Prisma.Sql | undefined
}

/**
 * Puts a message in the outbox, in the transaction of what it tells about. The worker delivers it within a second;
 * a code it leaves for a while to whoever wrote it: call `deliverNotice(id)` right after the commit.
 */
export async function enqueueNotice<T extends NoticeTemplate>(
  tx: SqlTx,
  { to, channel, template, values, expiresAt, contact, resends, alongside }: Notice<T>,
): Promise<{ id: string }> {
  const { email, phone, locale } = contact ?? (await contactOf(tx, to))
  const id = newId()
  const now = clock.now()
  const body = composeNotice(isLocale(locale) ? locale : defaultLocale, channel, template, values, {
    again: resends !== undefined,
  })
  const nextAttemptAt = 'code' in values ? addSeconds(now, deliveryTimes.handoverSeconds) : now
  const { customerId = null, staffId = null } = { customerId: undefined, staffId: undefined, ...to }
  // What holds a code or a link can't be written anew: nobody may send it again.
  const kept = 'code' in values || 'link' in values ? null : JSON.stringify(values)
  await tx.$executeRaw`
    ${alongside ? Prisma.sql`WITH act AS (${alongside})` : Prisma.empty}
    INSERT INTO outbox (id, customer_id, staff_id, channel, template, values, destination_sealed, body_sealed, created_at,
      next_attempt_at, expires_at, resends_id)
    VALUES (${id}::uuid, ${customerId}::uuid, ${staffId}::uuid, ${channel}::channel, ${template}, ${kept}::jsonb,
      ${sealDestination(id, channel === 'sms' ? phone : email)}, ${sealBody(id, body)}, ${now},
      ${nextAttemptAt}, ${expiresAt ?? addSeconds(now, deliveryTimes.lifeSeconds)}, ${resends ?? null}::uuid)`
  return { id }
}

async function contactOf(tx: SqlTx, to: Recipient): Promise<Contact> {
  const [contact] =
    'staffId' in to
      ? await tx.$queryRaw<Contact[]>`
          SELECT email, '' AS phone, locale FROM staff WHERE id = ${to.staffId}::uuid`
      : await tx.$queryRaw<Contact[]>`
          SELECT email, phone, locale FROM customer WHERE id = ${to.customerId}::uuid`
  if (!contact) throw new AppError('not_found')
  return contact
}
