import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { addSeconds, clock } from '@/lib/clock'
import type { SqlTx } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { ownedBy } from '@/lib/db/owned-by'
import { AppError } from '@/lib/errors'
import { policy } from '@/lib/policies/policy'

/** A certificate that can be renewed now. */
export type Renewable = {
  id: string
  serialNumber: string
  notAfter: Date
  /** Whether it was never renewed before, not even by one that was revoked since. */
  first: boolean
}

/** A certificate, or a renewal of it. */
type Row = { id: string; status: string; serialNumber: string; notAfter: Date }

/**
 * Demands that the certificate can be renewed: a live one of this customer's, in the policy's last days, without a
 * live renewal. Exact under the customer's row lock; without it, a look before a code is spent.
 * @throws AppError `not_found`, `renewal_too_early` {opens}, `renewal_of_expired`, `renewal_of_revoked`,
 *   `renewal_of_pending`, `renewal_made` {serialNumber: the new one's}
 */
export async function requireRenewable(tx: SqlTx, actor: CustomerActor, id: string): Promise<Renewable> {
  const rows = isId(id)
    ? await tx.$queryRaw<Row[]>`
        SELECT id, status::text, serial_number AS "serialNumber", not_after AS "notAfter" FROM certificate
        WHERE ${ownedBy(actor)} AND status <> 'void' AND ${id}::uuid IN (id, renews_id)`
    : []
  const row = rows.find((one) => one.id === id)
  if (!row) throw new AppError('not_found')
  const renewedBy = rows.filter((one) => one !== row)
  const { status, serialNumber, notAfter } = row
  const now = clock.now()
  if (status === 'revoked') throw new AppError('renewal_of_revoked')
  if (notAfter <= now) throw new AppError('renewal_of_expired')
  if (status === 'pending') throw new AppError('renewal_of_pending')
  const live = renewedBy.find((one) => one.status !== 'revoked' && one.notAfter > now)
  if (live) throw new AppError('renewal_made', { values: { serialNumber: live.serialNumber } })
  const opens = renewalOpens(notAfter)
  if (opens > now) throw new AppError('renewal_too_early', { values: { opens } })
  return { id, serialNumber, notAfter, first: renewedBy.length === 0 }
}

/** From when a certificate that ends then can be renewed. */
function renewalOpens(notAfter: Date): Date {
  return addSeconds(notAfter, -policy().certificate.renewalWindowDays * 86_400)
}
