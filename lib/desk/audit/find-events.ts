import 'server-only'
import type { SealedContent } from '@/lib/audit/canonical-event'
import { addSeconds } from '@/lib/clock'
import { database, Prisma } from '@/lib/db/client'
import { firstIdAt } from '@/lib/db/first-id-at'
import { env } from '@/lib/env'
import { toWindow } from '@/lib/keys/date-window'
import { actionsOfKind, isAuditKind } from './kinds'
import { type ActorGroup, type AuditQuery, actorGroups } from './schema'

/** An event as it is on record, and its place in the chain. */
export type AuditRow = SealedContent & { sealId: bigint | null; sealPosition: number | null }

type Page = { before: string | null; take: number }

const actorKinds: Record<ActorGroup, string> = {
  staff: 'staff',
  customers: 'customer',
  nobody: 'anonymous',
  portal: 'system',
}

/** No row's id is as great. */
const beyondAll = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** How far an event's id, made by a process's own clock, may be from its time. */
const slackSeconds = 3600

const columns = Prisma.sql`id, at, action, actor_kind AS "actorKind", actor_id AS "actorId",
  customer_id AS "customerId", object_kind AS "objectKind", object_id AS "objectId", detail,
  request_id AS "requestId", address, user_agent AS "userAgent", seal_id AS "sealId", seal_position AS "sealPosition"`

/** The events that a query asks for, newest first, beginning after `before`. */
export function findEvents(query: AuditQuery, page: Page): Promise<AuditRow[]> {
  return database().$queryRaw<AuditRow[]>(eventsStatement(query, page))
}

/** A column that an index begins with, its ids following, and the value that is asked for. */
type Lead = { column: Prisma.Sql; value: Prisma.Sql }

/** `wide`: a single action is narrower. `or`: where else the same thing stands on record, as a lead and in words. */
type Sought = Lead & { wide?: boolean; or?: { lead: Lead; only: Prisma.Sql } }

/**
 * Its statement. Whatever the query asks for, it reads an index in the order of the ids and stops after `take` rows;
 * of a customer two indexes, since whose ID was searched for stands as the object.
 */
export function eventsStatement(query: AuditQuery, { before, take }: Page): Prisma.Sql {
  const { what } = query
  const actions = what && (isAuditKind(what) ? actionsOfKind(what) : [what])
  const [narrowest, ...others] = soughtIn(query)
  const { conditions, lowest, highest } = inWindow(query, before)
  conditions.push(...others.map(isSought))
  // An id by itself would ask for a customer's own acts as well. Not `= 'staff'`: the planner would read the index of
  // all that staff ever did beside the one member's.
  if (query.who && !actorGroups.some((name) => name === query.who))
    conditions.push(Prisma.sql`actor_kind <> 'customer'`)

  // As a pair with the id, and ordered so: by the ids alone the planner may hope to meet what is wanted soon, and
  // read the whole table for what is old.
  const along = (lead: Lead | undefined, only?: Prisma.Sql) => {
    const pair = (id: string) => (lead ? Prisma.sql`(${lead.value}, ${id}::uuid)` : Prisma.sql`${id}::uuid`)
    const key = lead ? Prisma.sql`(${lead.column}, id)` : Prisma.sql`id`
    const range = Prisma.sql`${key} >= ${pair(lowest)} AND ${key} < ${pair(highest)}`
    const order = Prisma.sql`ORDER BY ${lead ? Prisma.sql`${lead.column} DESC,` : Prisma.empty} id DESC LIMIT ${take}`
    if (lead && only)
      // The OFFSET keeps the planner from reading another index as well, by which it would go through everything of an
      // action or of no account.
      return Prisma.sql`SELECT ${columns} FROM (
          SELECT * FROM audit_event
          WHERE ${lead.column} = ${lead.value} AND id >= ${lowest}::uuid AND id < ${highest}::uuid OFFSET 0
        ) AS audit_event
        WHERE ${Prisma.join([...conditions, only], ' AND ')} ${order}`
    return Prisma.sql`SELECT ${columns} FROM audit_event
      WHERE ${Prisma.join([range, ...conditions], ' AND ')} ${order}`
  }
  if (actions && narrowest && !narrowest.wide) conditions.push(Prisma.sql`action = ANY(${actions}::text[])`)
  if (narrowest?.or)
    return Prisma.sql`SELECT either.* FROM ((${along(narrowest)}) UNION ALL
      (${along(narrowest.or.lead, narrowest.or.only)})) AS either ORDER BY either.id DESC LIMIT ${take}`
  if (!actions || (narrowest && !narrowest.wide)) return along(narrowest)
  if (narrowest) conditions.push(Prisma.sql`${narrowest.column} = ${narrowest.value}`)
  // The newest of each action, then the newest of those: of several actions no index has the order.
  return Prisma.sql`SELECT newest.* FROM unnest(${actions}::text[]) AS wanted(name)
    CROSS JOIN LATERAL (${along({ column: Prisma.sql`action`, value: Prisma.sql`wanted.name` })}) AS newest
    ORDER BY newest.id DESC LIMIT ${take}`
}

/** What is asked for, but for actions: the narrowest first. */
function soughtIn({ who, whom, object }: AuditQuery): Sought[] {
  const sought: Sought[] = []
  if (object) sought.push({ column: Prisma.sql`object_id`, value: Prisma.sql`${object}` })
  if (whom)
    sought.push({
      column: Prisma.sql`customer_id`,
      value: Prisma.sql`${whom}::uuid`,
      or: {
        lead: { column: Prisma.sql`object_id`, value: Prisma.sql`${whom}` },
        only: Prisma.sql`object_kind = 'customer' AND customer_id IS NULL`,
      },
    })
  const group = actorGroups.find((name) => name === who)
  if (who && !group)
    sought.push({ column: Prisma.sql`actor_id`, value: Prisma.sql`${who}::uuid`, wide: true })
  if (group)
    sought.push({ column: Prisma.sql`actor_kind`, value: Prisma.sql`${actorKinds[group]}`, wide: true })
  return sought
}

/**
 * That an event is what is asked for, where another index leads. Of a customer as one value, not as an OR of two: by
 * that the planner would read and sort all that there is about the customer.
 */
function isSought({ column, value, or }: Sought): Prisma.Sql {
  if (!or) return Prisma.sql`${column} = ${value}`
  const { column: other, value: text } = or.lead
  return Prisma.sql`coalesce(${column}::text, CASE WHEN ${or.only} THEN ${other} END) = ${text}`
}

/** The ids bound the time as well: by them an old range is found without reading what came after it. */
function inWindow({ from, to }: AuditQuery, before: string | null) {
  const { validFrom, validBefore } = toWindow({ firstDay: from, lastDay: to }, env().SIGNET_TIME_ZONE)
  const conditions: Prisma.Sql[] = []
  if (validFrom) conditions.push(Prisma.sql`at >= ${validFrom}`)
  if (validBefore) conditions.push(Prisma.sql`at < ${validBefore}`)
  const lowest = firstIdAt(validFrom ? addSeconds(validFrom, -slackSeconds) : new Date(0))
  const last = validBefore ? firstIdAt(addSeconds(validBefore, slackSeconds)) : beyondAll
  // Of ids in small letters the order is that of their text.
  return { conditions, lowest, highest: before && before < last ? before : last }
}
