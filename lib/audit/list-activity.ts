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
  security: ['password', 'otp', 'stepup', 'customer'],
}

/** What happened on the customer's account, newest first, a page at a time. */
export async function listActivity(
  actor: Actor,
  { kind, before }: ActivityQuery,
): Promise<{ events: ActivityEvent[]; older: string | null }> {
  authorize(actor, 'activity:read:own')
  const wanted = auditActions.filter(
    (action) => !kind || subjects[kind].includes(action.split('.', 1)[0] ?? ''),
  )
  const rows = await database().auditEvent.findMany({
    where: { ...visibleTo(actor), action: { in: wanted }, ...(before && { id: { lt: before } }) },
    orderBy: { id: 'desc' },
    take: pageSize + 1,
    select: {
      id: true,
      at: true,
      action: true,
      detail: true,
      actorKind: true,
      address: true,
      userAgent: true,
    },
  })
  const events = rows.slice(0, pageSize) as ActivityEvent[]
  return { events, older: rows.length > pageSize ? (events.at(-1)?.id ?? null) : null }
}
