import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { transaction } from '@/lib/db/transaction'
import type { NoticeChannel } from '@/lib/notices/templates'
import { createCustomer } from './create-customer'
import type { CustomerFields } from './customer-fields'
import { sendActivation } from './send-activation'

/**
 * Opens an account that its customer has yet to activate; sends the link for that at once if wanted.
 * @throws AppError `id_taken` {customerId} at `nationalId`, `forbidden`
 */
export async function addCustomer(
  actor: Actor,
  { send, ...fields }: CustomerFields & { send: NoticeChannel | 'no' },
): Promise<{ id: string }> {
  authorize(actor, 'customer:create')
  return transaction(async (tx) => {
    const { id } = await createCustomer(tx, actor, { ...fields, password: null })
    if (send === 'no') return { id }
    await sendActivation(tx, id, send)
    await recordEvent(tx, actor, {
      action: 'customer.activation_started',
      customerId: id,
      object: { kind: 'customer', id },
      detail: { channel: send },
    })
    return { id }
  })
}
