import 'server-only'
import { changedMeanwhile } from '@/lib/audit/changed-meanwhile'
import type { Tx } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { lockCustomer } from '@/lib/db/lock-customer'
import { AppError } from '@/lib/errors'

/** The customer that a member of staff acts on, as they saw it. */
export type SeenCustomer = { customerId: string; revision: number }

export type Standing = {
  email: string
  phone: string
  locale: string
  suspendedAt: Date | null
  contactChangedAt: Date | null
}

/**
 * Takes the customer's row for an act of staff, and makes it the next revision.
 * @throws AppError `not_found`; `changed_by_staff` when it is no longer what they saw
 */
export async function lockSeenCustomer(
  tx: Tx,
  { customerId: id, revision }: SeenCustomer,
): Promise<Standing> {
  if (!isId(id)) throw new AppError('not_found')
  await lockCustomer(tx, id)
  const [standing] = await tx.customer.updateManyAndReturn({
    where: { id, revision },
    data: { revision: { increment: 1 } },
    select: {
      email: true,
      phone: true,
      locale: true,
      suspendedAt: true,
      contactChangedAt: true,
    },
  })
  if (!standing) throw await changedMeanwhile(tx, { customerId: id })
  return standing
}
