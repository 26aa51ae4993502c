import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { DeliveryError } from './delivery-error'
import { deliveryTimes } from './delivery-times'
import { openBody, openDestination } from './notice-body'
import { sendMail } from './send-mail'
import { sendSms } from './send-sms'
import type { NoticeChannel } from './templates'

/** A row of the outbox that this process has claimed. `attempts` counts the present one. */
export type ClaimedNotice = {
  id: string
  channel: NoticeChannel
  template: string
  destinationSealed: Uint8Array
  bodySealed: Uint8Array | null
  attempts: number
  expiresAt: Date
}

export type Delivery = 'sent' | 'held' | 'failed'

/** Makes one attempt at a claimed message and writes down how it went; erases what is done with. */
export async function attemptDelivery(notice: ClaimedNotice): Promise<Delivery> {
  const { id } = notice
  try {
    const handed = await handOver(notice)
    if (!handed) return await settle(id, { status: 'held' }, 'held')
    return await settle(
      id,
      { status: 'sent', sentAt: clock.now(), bodySealed: null, lastError: null },
      'sent',
    )
  } catch (error) {
    const reason = error instanceof DeliveryError ? error.reason : 'unexpected'
    log.warn(
      { notice: id, template: notice.template, attempt: notice.attempts, reason },
      'notice not delivered',
    )
    const pause = deliveryTimes.pausesSeconds[notice.attempts - 1]
    const next = pause === undefined ? undefined : addSeconds(clock.now(), pause)
    if (!next) return await settle(id, { status: 'failed', bodySealed: null, lastError: reason }, 'failed')
    if (next >= notice.expiresAt)
      return await settle(id, { status: 'expired', bodySealed: null, lastError: reason }, 'failed')
    return await settle(id, { nextAttemptAt: next, lastError: reason }, 'failed')
  }
}

type Outcome = Partial<{
  status: 'sent' | 'held' | 'failed' | 'expired'
  sentAt: Date
  bodySealed: null
  nextAttemptAt: Date
  lastError: string | null
}>

/** Only while it is still pending: a newer message may have replaced it meanwhile. */
async function settle(id: string, data: Outcome, delivery: Delivery): Promise<Delivery> {
  await database().outbox.updateMany({ where: { id, status: 'pending' }, data })
  return delivery
}

/** @returns false in a demo without that transport: the message waits on the outbox page instead */
async function handOver({ id, channel, destinationSealed, bodySealed }: ClaimedNotice): Promise<boolean> {
  if (!bodySealed) throw new DeliveryError('erased')
  const { SMTP_URL, MAIL_FROM, SMS_WEBHOOK_URL, SMS_WEBHOOK_SECRET } = env()
  const { subject, text } = openBody(id, bodySealed)
  const to = openDestination(id, destinationSealed)
  if (channel === 'sms') {
    if (!SMS_WEBHOOK_URL || !SMS_WEBHOOK_SECRET) return false
    await sendSms({ url: SMS_WEBHOOK_URL, secret: SMS_WEBHOOK_SECRET }, { to, text, id })
  } else {
    if (!SMTP_URL) return false
    await sendMail({ url: SMTP_URL, from: MAIL_FROM }, { to, subject, text, id })
  }
  return true
}
