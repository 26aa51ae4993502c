import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { addSeconds, clock } from '@/lib/clock'
import { database, type Prisma } from '@/lib/db/client'
import { activeKeysWhere } from './active-keys-where'
import { type ListedKey, listedColumns, toListedKey } from './key-record'
import type { ListKeysInput } from './schema'
import { expiringSeconds, hasEnded, type KeyState } from './status-of'

const pageSize = 50

export type KeyList = {
  keys: ListedKey[]
  /** How many count towards the cap, whatever the filter. */
  activeCount: number
  /** Give it as `after` for the next page; null on the last. */
  next: string | null
}

/** The customer's keys, newest first. One statement when everything fits on the first page. */
export async function listKeys(
  actor: Actor,
  { search, state, after }: ListKeysInput = { search: '', state: null, after: null },
): Promise<KeyList> {
  authorize(actor, 'key:read:own')
  const now = clock.now()
  const found = await database().apiKey.findMany({
    where: {
      AND: [
        { ...visibleTo(actor), deletedAt: null },
        // Version 7 UUIDs sort by the time they were made.
        after ? { id: { lt: after } } : {},
        search ? matching(search) : {},
        state ? inState(state, now) : {},
      ],
    },
    select: listedColumns,
    orderBy: { id: 'desc' },
    take: pageSize + 1,
  })
  const rows = found.slice(0, pageSize)
  const isEverything = found.length <= pageSize && !search && !state && !after
  const activeCount = isEverything
    ? rows.filter((row) => row.slot !== null && !hasEnded(row, now)).length
    : await database().apiKey.count({ where: activeKeysWhere(actor, now) })
  return {
    keys: rows.map((row) => toListedKey(row, now)),
    activeCount,
    next: found.length > pageSize ? (rows.at(-1)?.id ?? null) : null,
  }
}

function matching(search: string): Prisma.ApiKeyWhereInput {
  // `contains` becomes LIKE, whose own signs are to be found as themselves.
  const contains = search.normalize('NFC').replace(/[\\%_]/g, '\\$&')
  return { OR: [{ name: { contains, mode: 'insensitive' } }, { accessKey: { contains } }] }
}

/** The same as `statusOf`, for the database. */
function inState(state: KeyState, now: Date): Prisma.ApiKeyWhereInput {
  const soon = addSeconds(now, expiringSeconds)
  const begun: Prisma.ApiKeyWhereInput = { OR: [{ validFrom: null }, { validFrom: { lte: now } }] }
  const notEnded: Prisma.ApiKeyWhereInput = { OR: [{ validBefore: null }, { validBefore: { gt: now } }] }
  switch (state) {
    case 'inactive':
      return { status: 'inactive' }
    case 'expired':
      return { status: 'active', validBefore: { lte: now } }
    case 'not_yet_valid':
      return { AND: [{ status: 'active', validFrom: { gt: now } }, notEnded] }
    case 'expiring':
      return { AND: [{ status: 'active', validBefore: { gt: now, lte: soon } }, begun] }
    case 'active':
      return {
        AND: [{ status: 'active' }, begun, { OR: [{ validBefore: null }, { validBefore: { gt: soon } }] }],
      }
  }
}
