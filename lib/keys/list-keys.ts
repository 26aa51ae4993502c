import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { addSeconds, clock } from '@/lib/clock'
import { database, Prisma } from '@/lib/db/client'
import { ownedBy } from '@/lib/db/owned-by'
import { sqlRows } from '@/lib/db/sql-rows'
import { policy } from '@/lib/policies/policy'
import { activeKeysWhere } from './active-keys-where'
import { type ListedKey, type ListedRow, toListedKey } from './key-record'
import type { ListKeysInput } from './schema'
import { expiringSeconds, hasEnded, type KeyState } from './status-of'

const pageSize = 50

/** `unused`: nobody was let in with it for as long as the policy finds worth a word. */
export type KeyInList = ListedKey & { unused: boolean }

export type KeyList = {
  keys: KeyInList[]
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
  const { unusedAfterDays } = policy().usage
  // Version 7 UUIDs sort by the time they were made.
  const found = await sqlRows<ListedRow & { unused: boolean }>`
    SELECT id, access_key AS "accessKey", name, dialect, kind, permissions, address_rule AS "addressRule",
      addresses, valid_from AS "validFrom", valid_before AS "validBefore", status, slot,
      secret_confirmed_at AS "secretConfirmedAt",
      ${unusedSince(addSeconds(now, -86_400 * unusedAfterDays))} AS unused
    FROM api_key
    WHERE ${ownedBy(actor)} AND deleted_at IS NULL
      AND ${after ? Prisma.sql`id < ${after}::uuid` : Prisma.sql`TRUE`}
      AND ${search ? matching(search) : Prisma.sql`TRUE`}
      AND ${state ? inState(state, now) : Prisma.sql`TRUE`}
    ORDER BY id DESC LIMIT ${pageSize + 1}`
  const rows = found.slice(0, pageSize)
  const isEverything = found.length <= pageSize && !search && !state && !after
  const activeCount = isEverything
    ? rows.filter((row) => row.slot !== null && !hasEnded(row, now)).length
    : await database().apiKey.count({ where: activeKeysWhere(actor, now) })
  return {
    keys: rows.map((row) => ({ ...toListedKey(row, now), unused: row.unused })),
    activeCount,
    next: found.length > pageSize ? (rows.at(-1)?.id ?? null) : null,
  }
}

/** Whether a key was there at that instant and has not been let in since. */
function unusedSince(instant: Date): Prisma.Sql {
  return Prisma.sql`(created_at < ${instant}
    AND NOT EXISTS (SELECT FROM key_use WHERE api_key_id = api_key.id AND at >= ${instant}))`
}

function matching(search: string): Prisma.Sql {
  // LIKE's own signs are to be found as themselves.
  const pattern = `%${search.normalize('NFC').replace(/[\\%_]/g, '\\$&')}%`
  return Prisma.sql`(name ILIKE ${pattern} OR access_key LIKE ${pattern})`
}

/** The same as `statusOf`, for the database. */
function inState(state: KeyState, now: Date): Prisma.Sql {
  const soon = addSeconds(now, expiringSeconds)
  const begun = Prisma.sql`(valid_from IS NULL OR valid_from <= ${now})`
  switch (state) {
    case 'inactive':
      return Prisma.sql`status = 'inactive'`
    case 'expired':
      return Prisma.sql`status = 'active' AND valid_before <= ${now}`
    case 'not_yet_valid':
      return Prisma.sql`status = 'active' AND valid_from > ${now}
        AND (valid_before IS NULL OR valid_before > ${now})`
    case 'expiring':
      return Prisma.sql`status = 'active' AND ${begun} AND valid_before > ${now} AND valid_before <= ${soon}`
    case 'active':
      return Prisma.sql`status = 'active' AND ${begun} AND (valid_before IS NULL OR valid_before > ${soon})`
  }
}
