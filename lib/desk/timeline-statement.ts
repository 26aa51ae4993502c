import 'server-only'
import { actionsOf } from '@/lib/audit/list-activity'
import { Prisma } from '@/lib/db/client'
import type { TimelineQuery } from './schema'

/** No row's id is as small, none as great. */
const belowAll = '00000000-0000-0000-0000-000000000000'
const beyondAll = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * The events about a customer, newest first, beginning after `before`. It reads the customer's index in the order of the
 * ids and stops after `take` rows: told by pairs, since by the customer alone the planner, who takes everybody for an
 * average one, reads and sorts all that there is about a firm.
 */
export function timelineStatement(
  customerId: string,
  { kind, before }: TimelineQuery,
  take: number,
): Prisma.Sql {
  const actions = actionsOf(kind === 'staff' ? null : kind)
  // Not `= 'staff'`: the planner would read the index of all that staff ever did beside this customer's.
  const byStaff = Prisma.sql`AND actor_kind <> ALL ('{customer,anonymous,system}')`
  return Prisma.sql`SELECT id, at, action, detail, actor_kind AS "actorKind", address, user_agent AS "userAgent",
      actor_id AS "actorId", object_id AS "objectId"
    FROM audit_event
    WHERE (customer_id, id) > (${customerId}::uuid, ${belowAll}::uuid)
      AND (customer_id, id) < (${customerId}::uuid, ${before ?? beyondAll}::uuid)
      AND action = ANY(${actions}::text[]) ${kind === 'staff' ? byStaff : Prisma.empty}
    ORDER BY customer_id DESC, id DESC LIMIT ${take}`
}
