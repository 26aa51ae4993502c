import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { type KeyRecord, keyColumns, toKeyRecord } from '@/lib/keys/key-record'
import { type PartPage, pageOf, partPage } from './part-page'
import type { PartQuery } from './schema'
import { type DeskKeyState, deskKeyState } from './states'

export type DeskKey = Omit<KeyRecord, 'state'> & { state: DeskKeyState; deletedAt: Date | null }

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
    select: { ...keyColumns, deletedAt: true },
  })
  const now = clock.now()
  return pageOf(rows.map((row) => ({ ...toKeyRecord(row, now), ...stateOf(row, now) })))
}

function stateOf(row: Parameters<typeof deskKeyState>[0], now: Date) {
  return { state: deskKeyState(row, now), deletedAt: row.deletedAt }
}
