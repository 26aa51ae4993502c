import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { clock } from '@/lib/clock'
import { database, Prisma, type SqlTx } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import type { AuditAction } from './actions'

/** JSON-safe facts that the sentence needs. Never a secret, code, password or national ID. */
export type AuditDetail = Record<string, string | number | boolean | string[] | null>

export type AuditEntry = {
  action: AuditAction
  /** Whose account it concerns; the acting customer when left out. Staff say it. */
  customerId?: string
  object?: {
    kind:
      | 'authority'
      | 'certificate'
      | 'key'
      | 'session'
      | 'token'
      | 'otp'
      | 'customer'
      | 'staff'
      | 'notice'
      | 'import'
      | 'test'
    id: string
  }
  detail?: AuditDetail
}

/** Writes an audit event in the act's own transaction: the one is never there without the other. */
export async function recordEvent(tx: SqlTx, actor: Actor, entry: AuditEntry): Promise<void> {
  await tx.$executeRaw(eventInsert(actor, entry))
}

/** Writes the event of an act that was refused and so rolls back: commits by itself. */
export async function recordDenial(actor: Actor, entry: AuditEntry): Promise<void> {
  await database().$executeRaw(eventInsert(actor, entry))
}

/**
 * The statement that writes an event, for one that writes more. Plain SQL: every act writes one, and the model's
 * `create` costs several times as much.
 */
export function eventInsert(actor: Actor, { action, customerId, object, detail }: AuditEntry): Prisma.Sql {
  const actorId = idOf(actor)
  const about = customerId ?? (actor.kind === 'customer' ? actor.customerId : null)
  return Prisma.sql`
    INSERT INTO audit_event (id, at, action, actor_kind, actor_id, customer_id, object_kind, object_id, detail,
      request_id, address, user_agent)
    VALUES (${newId()}::uuid, ${clock.now()}, ${action}, ${actor.kind}, ${actorId}::uuid,
      ${about}::uuid, ${object?.kind ?? null}, ${object?.id ?? null},
      ${JSON.stringify({ ...detail, ...becauseOf(actor) })}::jsonb, ${actor.requestId}, ${actor.address || null},
      ${actor.userAgent || null})`
}

function idOf(actor: Actor): string | null {
  if (actor.kind === 'customer') return actor.customerId
  return actor.kind === 'staff' ? actor.staffId : null
}

/** Under which role a member of staff acted, and why. The role is written down: it may be another tomorrow. */
function becauseOf(actor: Actor): AuditDetail {
  if (actor.kind !== 'staff') return {}
  const { role, because } = actor
  return because ? { role, staffReason: because.reason, ticket: because.ticket } : { role }
}
