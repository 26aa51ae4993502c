import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { lockedAmong } from '@/lib/factors/is-locked'
import { codesScope } from '@/lib/factors/mark-locked'
import { throttleRules, throttleTimes } from '@/lib/identity/throttle-rules'
import { type CustomerHead, customerHead, headColumns } from './customer-head'
import type { AttentionName } from './schema'

/** Something that may need a member of staff, and whose account it is on. */
export type AttentionItem = CustomerHead & { cursor: string; at: Date } & (
    | { list: 'locked'; by: 'password' | 'codes' }
    | { list: 'deliveries'; outboxId: string; channel: 'sms' | 'email'; template: string; values: unknown }
    | { list: 'certificates'; certificateId: string; serialNumber: string }
    | { list: 'keys'; keyId: string; keyName: string; accessKey: string }
  )

/** `next`: give it as `after` for the next page; null on the last. */
export type AttentionPage = { items: AttentionItem[]; next: string | null }

const weekSeconds = 7 * 86_400
/** Begins the cursor of an account that wrong codes have locked: these stand before those that passwords have. */
const byCodes = 'codes.'

type Bare<Item = AttentionItem> = Item extends AttentionItem
  ? Omit<Item, Exclude<keyof CustomerHead, 'customerId'>>
  : never
type Reader = (after: string | null, limit: number, now: Date) => Promise<Bare[]>

/** A page of one list. Every one is read by an index, from where the page before ended. */
export async function needsAttention(
  actor: Actor,
  list: AttentionName,
  { after = null, take }: { after?: string | null; take: number },
): Promise<AttentionPage> {
  authorize(actor, 'desk:read')
  // A cursor of another list is none of this one's.
  const from = list !== 'locked' && after?.startsWith(byCodes) ? null : after
  const rows = await readers[list](from, take + 1, clock.now())
  const shown = rows.slice(0, take)
  const heads = new Map(
    (
      await database().customer.findMany({
        where: { id: { in: [...new Set(shown.map(({ customerId }) => customerId))] } },
        select: headColumns,
      })
    ).map((row) => [row.id, customerHead(row)]),
  )
  const items = shown.flatMap((row) => {
    const head = heads.get(row.customerId)
    return head ? [{ ...head, ...row } as AttentionItem] : []
  })
  return { items, next: rows.length > take ? (shown.at(-1)?.cursor ?? null) : null }
}

const readers: Record<AttentionName, Reader> = {
  locked: async (after, limit, now) => {
    const amongCodes = after === null || after.startsWith(byCodes)
    const codes = amongCodes ? await codeLocks(after?.slice(byCodes.length) ?? null, limit) : []
    const passwords = await passwordLocks(amongCodes ? null : after, limit - codes.length, now)
    return [...codes, ...passwords]
  },

  deliveries: async (after, limit, now) => {
    const since = addSeconds(now, -weekSeconds)
    // What has been sent again since is dealt with; where that failed too, it is the copy that needs somebody.
    // A message given up because it would come too late has a reason too; one that was replaced has none. Each status
    // for itself: together the index has no order to stop by.
    const rows = await database().$queryRaw<
      {
        id: string
        customerId: string
        channel: 'sms' | 'email'
        template: string
        values: unknown
        at: Date
      }[]
    >`
      SELECT newest.* FROM unnest(ARRAY['failed', 'expired']::outbox_status[]) AS wanted(status)
      CROSS JOIN LATERAL (
        SELECT id, customer_id AS "customerId", channel, template, values, created_at AS at FROM outbox
        WHERE NOT EXISTS (
            SELECT 1 FROM outbox AS later WHERE later.resends_id = coalesce(outbox.resends_id, outbox.id)
              AND (later.created_at, later.id) > (outbox.created_at, outbox.id)
              AND (later.status <> 'expired' OR later.last_error IS NOT NULL))
          AND outbox.status = wanted.status AND last_error IS NOT NULL AND customer_id IS NOT NULL
          AND created_at > ${since}
          AND (${after}::uuid IS NULL
            OR (created_at, id) < (SELECT created_at, id FROM outbox WHERE id = ${after}::uuid))
        ORDER BY created_at DESC, id DESC LIMIT ${limit}) AS newest
      ORDER BY at DESC, id DESC LIMIT ${limit}`
    return rows.map(({ id, ...row }) => ({ list: 'deliveries', cursor: id, outboxId: id, ...row }))
  },

  certificates: async (after, limit, now) => {
    const until = addSeconds(now, weekSeconds)
    // Who has one that lasts longer needs nobody's help.
    const rows = await database().$queryRaw<
      { id: string; customerId: string; serialNumber: string; at: Date }[]
    >`
      SELECT id, customer_id AS "customerId", serial_number AS "serialNumber", not_after AS at FROM certificate
      WHERE status = 'issued' AND not_after > ${now} AND not_after <= ${until}
        AND NOT EXISTS (
          SELECT 1 FROM certificate AS newer WHERE newer.customer_id = certificate.customer_id
            AND newer.status = 'issued' AND newer.not_before <= ${now} AND newer.not_after > certificate.not_after)
        AND (${after}::uuid IS NULL
          OR (not_after, id) > (SELECT not_after, id FROM certificate WHERE id = ${after}::uuid))
      ORDER BY not_after, id LIMIT ${limit}`
    return rows.map(({ id, ...row }) => ({ list: 'certificates', cursor: id, certificateId: id, ...row }))
  },

  keys: async (after, limit, now) => {
    const until = addSeconds(now, weekSeconds)
    const rows = await database().$queryRaw<
      { id: string; customerId: string; keyName: string; accessKey: string; at: Date }[]
    >`
      SELECT id, customer_id AS "customerId", name AS "keyName", access_key AS "accessKey", valid_before AS at
      FROM api_key
      WHERE status = 'active' AND deleted_at IS NULL AND valid_before > ${now} AND valid_before <= ${until}
        AND (${after}::uuid IS NULL
          OR (valid_before, id) > (SELECT valid_before, id FROM api_key WHERE id = ${after}::uuid))
      ORDER BY valid_before, id LIMIT ${limit}`
    return rows.map(({ id, ...row }) => ({ list: 'keys', cursor: id, keyId: id, ...row }))
  },
}

/** Accounts that only a known browser or a code still opens; the last to fail first. */
async function passwordLocks(after: string | null, limit: number, now: Date): Promise<Bare[]> {
  const since = addSeconds(now, -throttleTimes.memorySeconds)
  const rows = await database().$queryRaw<{ customerId: string; at: Date }[]>`
    SELECT customer_id AS "customerId", last_failed_at AS at FROM sign_in_throttle
    WHERE scope = 'account' AND failures >= ${throttleRules.account.most} AND customer_id IS NOT NULL
      AND last_failed_at > ${since}
      AND coalesce((last_failed_at, customer_id) < (
        SELECT last_failed_at, customer_id FROM sign_in_throttle
        WHERE customer_id = ${after}::uuid AND scope = 'account'), true)
    ORDER BY last_failed_at DESC, customer_id DESC LIMIT ${limit}`
  return rows.map((row) => ({ list: 'locked', by: 'password', cursor: row.customerId, ...row }))
}

/** Noted when they were locked; whether they still are is asked, so it may take several looks to fill a page. */
async function codeLocks(after: string | null, limit: number): Promise<Bare[]> {
  const found: Bare[] = []
  for (let from = after; found.length < limit; ) {
    const noted = await database().$queryRaw<{ customerId: string; at: Date }[]>`
      SELECT customer_id AS "customerId", last_failed_at AS at FROM sign_in_throttle
      WHERE scope = ${codesScope} AND customer_id IS NOT NULL
        AND coalesce((last_failed_at, customer_id) < (
          SELECT last_failed_at, customer_id FROM sign_in_throttle
          WHERE customer_id = ${from}::uuid AND scope = ${codesScope}), true)
      ORDER BY last_failed_at DESC, customer_id DESC LIMIT ${limit}`
    const locked = await lockedAmong(
      database(),
      noted.map(({ customerId }) => customerId),
    )
    for (const { customerId, at } of noted)
      if (locked.has(customerId))
        found.push({ list: 'locked', by: 'codes', customerId, cursor: byCodes + customerId, at })
    from = noted.at(-1)?.customerId ?? null
    if (noted.length < limit) break
  }
  return found.slice(0, limit)
}
