import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { isId } from '@/lib/db/is-id'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { unseal } from '@/lib/vault/seal'
import { sealContext } from './seal-context'

/**
 * A customer's whole national ID, for a member of staff who says why. It is on record before anybody sees it.
 * @throws AppError `reason_required` at `reason`, `not_found`
 */
export async function revealNationalId(actor: Actor, customerId: string): Promise<string> {
  authorize(actor, 'national-id:reveal')
  if (!isId(customerId)) throw new AppError('not_found')
  const sealed = await transaction(async (tx) => {
    const row = await tx.customer.findUnique({
      where: { id: customerId },
      select: { nationalIdSealed: true },
    })
    if (!row) throw new AppError('not_found')
    const object = { kind: 'customer', id: customerId } as const
    await recordEvent(tx, actor, { action: 'customer.id_revealed', customerId, object })
    return row.nationalIdSealed
  })
  return unseal(sealed, sealContext(customerId))
}
