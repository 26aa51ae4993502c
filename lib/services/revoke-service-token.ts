import 'server-only'
import type { Operator } from '@/lib/access/operator'
import { recordEvent } from '@/lib/audit/record-event'
import { announceChange } from '@/lib/changes/announce-change'
import { clock } from '@/lib/clock'
import { isId } from '@/lib/db/is-id'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'

/**
 * Ends a token, at every gateway when this returns. One that has ended stays so.
 * @returns its name, and whether it was good until now
 * @throws AppError `not_found`
 */
export async function revokeServiceToken(
  { actor, account }: Operator,
  id: string,
): Promise<{ name: string; ended: boolean }> {
  return transaction(async (tx) => {
    const row = isId(id) ? await tx.serviceToken.findUnique({ where: { id }, select: { name: true } }) : null
    if (!row) throw new AppError('not_found')
    const { count } = await tx.serviceToken.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: clock.now() },
    })
    if (count === 0) return { name: row.name, ended: false }
    await announceChange(tx, { kind: 'token', id, customerId: null, ends: null })
    await recordEvent(tx, actor, {
      action: 'service.token_revoked',
      object: { kind: 'token', id },
      detail: { name: row.name, account },
    })
    return { name: row.name, ended: true }
  })
}
