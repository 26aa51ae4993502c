import 'server-only'
import { clock } from '@/lib/clock'
import { Prisma, type SqlTx } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import { type Change, type ChangeKind, changeChannel } from './change'
import { noteAnnounced } from './confirming-changes'
import type { EndReason } from './end-reason'

type Announced = { kind: ChangeKind; id: string; customerId: string | null; ends: EndReason | null }

/** By which column a change finds its API sessions. */
const sessionsOf: Partial<Record<ChangeKind, Prisma.Sql>> = {
  key: Prisma.sql`api_key_id`,
  certificate: Prisma.sql`certificate_id`,
  customer: Prisma.sql`customer_id`,
  session: Prisma.sql`id`,
}

/**
 * Tells every gateway of a change, when the transaction commits and not before; `transaction` and `sqlTransaction`
 * return only when all of them know it.
 * @param change.ends why the API sessions that hang on it end with it; null lets them live
 */
export async function announceChange(tx: SqlTx, { kind, id, customerId, ends }: Announced): Promise<void> {
  const change: Change = { id: newId(), kind, objectId: id, customerId }
  const column = sessionsOf[kind]
  const ended =
    ends && column
      ? Prisma.sql`UPDATE api_session SET ended_at = ${clock.now()}, ended_reason = ${ends}
          WHERE ${column} = ${id}::uuid AND ended_at IS NULL RETURNING id`
      : Prisma.sql`SELECT NULL`
  noteAnnounced(tx, change.id)
  await tx.$executeRaw(Prisma.sql`
    WITH ended AS (${ended}), noted AS (
      INSERT INTO gateway_change (id, at, kind, object_id, customer_id)
      VALUES (${change.id}::uuid, clock_timestamp(), ${kind}, ${id}::uuid, ${customerId}::uuid))
    SELECT pg_notify(${changeChannel}, ${JSON.stringify(change)})`)
}
