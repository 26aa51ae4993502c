import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { AppError } from '@/lib/errors'
import { findOldSecret, type OldSecret } from '@/lib/keys/find-old-secret'
import { type DeskKey, deskKeyColumns, toDeskKey } from './desk-key'

/** A customer's key as its own page at the desk shows it. */
export type DeskKeyDetail = DeskKey & { oldSecret: OldSecret | null }

/** One of a customer's keys, deleted or not. @throws AppError `not_found`, also for another customer's */
export async function findCustomerKey(
  actor: Actor,
  customerId: string,
  keyId: string,
): Promise<DeskKeyDetail> {
  authorize(actor, 'customer:read')
  const row = isId(keyId)
    ? await database().apiKey.findFirst({ where: { id: keyId, customerId }, select: deskKeyColumns })
    : null
  if (!row) throw new AppError('not_found')
  const now = clock.now()
  return { ...toDeskKey(row, now), oldSecret: await findOldSecret(actor, row.id, now) }
}
