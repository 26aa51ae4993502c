import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { clock } from '@/lib/clock'
import { database, type Tx } from '@/lib/db/client'
import type { AuditAction } from './actions'

/** JSON-safe facts that the sentence needs. Never a secret, code, password or national ID. */
export type AuditDetail = Record<string, string | number | boolean | string[] | null>

export type AuditEntry = {
  action: AuditAction
  /** Whose account it concerns; the acting customer when left out. */
  customerId?: string
  object?: { kind: 'certificate' | 'key' | 'session' | 'otp' | 'customer'; id: string }
  detail?: AuditDetail
}

/** Writes an audit event in the act's own transaction: the one is never there without the other. */
export async function recordEvent(tx: Tx, actor: Actor, entry: AuditEntry): Promise<void> {
  await tx.auditEvent.create({ data: auditRow(actor, entry), select: { id: true } })
}

/** Writes the event of an act that was refused and so rolls back: commits by itself. */
export async function recordDenial(actor: Actor, entry: AuditEntry): Promise<void> {
  await database().auditEvent.create({ data: auditRow(actor, entry), select: { id: true } })
}

function auditRow(actor: Actor, entry: AuditEntry) {
  const actorId = actor.kind === 'customer' ? actor.customerId : null
  return {
    at: clock.now(),
    action: entry.action,
    actorKind: actor.kind,
    actorId,
    customerId: entry.customerId ?? actorId,
    objectKind: entry.object?.kind ?? null,
    objectId: entry.object?.id ?? null,
    detail: entry.detail ?? {},
    requestId: actor.requestId,
    address: actor.address || null,
    userAgent: actor.userAgent || null,
  }
}
