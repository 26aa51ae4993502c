import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { staffAct } from '@/lib/notices/staff-act'
import { endActivations } from './activation-links'
import { lockSeenCustomer, type SeenCustomer } from './lock-seen-customer'
import { maskEmail, maskPhone } from './mask'

/** Lower case, and E.164: as `changeContactSchema` gives them. */
export type NewContact = SeenCustomer & { email: string; phone: string }

/**
 * Changes where a customer is reached. The old address is told as well as the new one, links that are under way
 * end, and for a day no new one goes out.
 * @throws AppError `not_found`, `changed_by_staff`, `contact_unchanged`, `forbidden`, `reason_required` at `reason`
 */
export async function changeContact(actor: Actor, { email, phone, ...seen }: NewContact): Promise<void> {
  authorize(actor, 'customer:contact')
  const { customerId } = seen
  await transaction(async (tx) => {
    const before = await lockSeenCustomer(tx, seen)
    const changed = [
      ...(before.email === email ? [] : ['email']),
      ...(before.phone === phone ? [] : ['phone']),
    ]
    if (changed.length === 0) throw new AppError('contact_unchanged')
    await tx.customer.update({
      where: { id: customerId },
      data: { email, phone, contactChangedAt: clock.now() },
      select: { id: true },
    })
    await endActivations(tx, { customerId })
    const masked = { email: maskEmail(email), phone: maskPhone(phone) }
    await recordEvent(tx, actor, {
      action: 'customer.contact_changed',
      customerId,
      object: { kind: 'customer', id: customerId },
      detail: {
        changed,
        ...masked,
        emailBefore: maskEmail(before.email),
        phoneBefore: maskPhone(before.phone),
      },
    })
    const told = { ...staffAct(actor), ...masked }
    await notifyCustomer(tx, customerId, 'staff_contact_changed', told, before)
    if (before.email !== email)
      await notifyCustomer(tx, customerId, 'staff_contact_changed', told, { ...before, email })
  })
}
