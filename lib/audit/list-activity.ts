import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { database } from '@/lib/db/client'
import { type AuditAction, auditActions } from './actions'
import type { AuditDetail } from './record-event'
import type { ActivityKind, ActivityQuery } from './schema'

export type ActivityEvent = {
  id: string
  at: Date
  action: AuditAction
  detail: AuditDetail
  actorKind: string
  address: string | null
  userAgent: string | null
}

const pageSize = 30

/** Which kind an action belongs to, by the first word of its name. */
const subjects: Record<ActivityKind, string[]> = {
  sign_in: ['signin', 'session', 'sessions'],
  certificates: ['certificate'],
  keys: ['key'],
  security: ['password', 'otp', 'stepup', 'customer', 'notice'],
}

/** Every action of a kind; of all kinds for null. */
export function actionsOf(kind: ActivityKind | null): AuditAction[] {
  return auditActions.filter((action) => !kind || subjects[kind].includes(action.split('.', 1)[0] ?? ''))
}

/** The columns of an `ActivityEvent`. */
export const eventColumns = {
  id: true,
  at: true,
  action: true,
  detail: true,
  actorKind: true,
  address: true,
  userAgent: true,
} as const

/** What happened on the customer's account, newest first, a page at a time. */
export async function listActivity(
  actor: Actor,
  { kind, before }: ActivityQuery,
): Promise<{ events: ActivityEvent[]; older: string | null }> {
  authorize(actor, 'activity:read:own')
  const rows = await database().auditEvent.findMany({
    where: { ...visibleTo(actor), action: { in: actionsOf(kind) }, ...(before && { id: { lt: before } }) },
    orderBy: { id: 'desc' },
    take: pageSize + 1,
    select: eventColumns,
  })
  const events = (rows.slice(0, pageSize) as ActivityEvent[]).map(forOwner)
  return { events, older: rows.length > pageSize ? (events.at(-1)?.id ?? null) : null }
}

/** Of an act by staff the owner learns what and when; neither where they sit nor what they noted. */
function forOwner(event: ActivityEvent): ActivityEvent {
  if (event.actorKind !== 'staff') return event
  const { role: _role, staffReason: _reason, ticket: _ticket, ...detail } = event.detail
  return { ...event, detail, address: null, userAgent: null }
}
