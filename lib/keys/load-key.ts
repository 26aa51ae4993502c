import 'server-only'
import type { CustomerActor, StaffActor } from '@/lib/access/actor'
import { visibleTo } from '@/lib/access/visible-to'
import type { Tx } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { AppError } from '@/lib/errors'
import { type KeyRow, keyColumns } from './key-record'

/**
 * A key of the actor's own, anybody's for staff. Staff see deleted ones too.
 * @throws AppError `not_found`, also for somebody else's, and for the owner's deleted one
 */
export async function loadKey(tx: Tx, actor: CustomerActor | StaffActor, id: string): Promise<KeyRow> {
  const row = isId(id)
    ? await tx.apiKey.findFirst({
        where: { id, ...(actor.kind === 'customer' && { deletedAt: null }), ...visibleTo(actor) },
        select: keyColumns,
      })
    : null
  if (!row) throw new AppError('not_found')
  return row
}
