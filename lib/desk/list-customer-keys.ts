import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { type DeskKey, deskKeyColumns, toDeskKey } from './desk-key'
import { type PartPage, pageOf, partPage } from './part-page'
import type { PartQuery } from './schema'

/** A customer's keys, deleted ones too. No secret is read. */
export async function listCustomerKeys(
  actor: Actor,
  customerId: string,
  query: PartQuery,
): Promise<PartPage<DeskKey>> {
  authorize(actor, 'customer:read')
  const { where, ...page } = partPage(query)
  const rows = await database().apiKey.findMany({
    where: { customerId, ...where },
    ...page,
    select: deskKeyColumns,
  })
  const now = clock.now()
  return pageOf(rows.map((row) => toDeskKey(row, now)))
}
