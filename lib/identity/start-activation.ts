import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { addSeconds, clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { staffAct } from '@/lib/notices/staff-act'
import type { NoticeChannel } from '@/lib/notices/templates'
import { lockSeenCustomer, type SeenCustomer } from './lock-seen-customer'
import { maskEmail, maskPhone } from './mask'
import { sendActivation } from './send-activation'

/** So long after staff changed where a customer is reached, no link goes there: the owner has time to object. */
const contactRestSeconds = 24 * 3600

/** From when on a link can be sent, or null when one can be sent now. */
export function activationOpensAt({ contactChangedAt }: { contactChangedAt: Date | null }): Date | null {
  const at = contactChangedAt && addSeconds(contactChangedAt, contactRestSeconds)
  return at && at > clock.now() ? at : null
}

/**
 * Sends a customer a one-time link to choose a password with, to a channel on record. Nobody of the staff sees the
 * link; the present password works until it is used.
 * @throws AppError `not_found`, `changed_by_staff`, `activation_suspended`, `contact_changed_recently` {at: from when
 *   on it can be sent}, `forbidden`, `reason_required` at `reason`
 */
export async function startActivation(
  actor: Actor,
  { channel, ...seen }: SeenCustomer & { channel: NoticeChannel },
): Promise<void> {
  authorize(actor, 'customer:activate')
  const { customerId } = seen
  await transaction(async (tx) => {
    const contact = await lockSeenCustomer(tx, seen)
    if (contact.suspendedAt) throw new AppError('activation_suspended')
    const at = activationOpensAt(contact)
    if (at) throw new AppError('contact_changed_recently', { values: { at } })
    await sendActivation(tx, customerId, channel, contact)
    await recordEvent(tx, actor, {
      action: 'customer.activation_started',
      customerId,
      object: { kind: 'customer', id: customerId },
      detail: { channel },
    })
    const to = channel === 'sms' ? maskPhone(contact.phone) : maskEmail(contact.email)
    const told = { ...staffAct(actor), to }
    await notifyCustomer(tx, customerId, 'staff_activation_started', told, contact)
  })
}
