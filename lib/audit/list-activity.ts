import 'server-only'
import type { Actor, CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { addSeconds } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { firstIdAt } from '@/lib/db/first-id-at'
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

/** What is done in the very request that brings its proof. */
const confirmedActs: readonly AuditAction[] = [
  'signin.succeeded',
  'certificate.requested',
  'key.created',
  'key.updated',
  'key.rotated',
  'key.activated',
]

/** Which kind an action belongs to, by the first word of its name. */
const subjects: Record<ActivityKind, string[]> = {
  sign_in: ['signin', 'session', 'sessions', 'api_session'],
  certificates: ['certificate'],
  keys: ['key'],
  security: ['password', 'otp', 'stepup', 'customer', 'notice'],
}

/** Every action of a kind; of all kinds for null. */
export function actionsOf(kind: ActivityKind | null): AuditAction[] {
  return auditActions.filter((action) => !kind || subjects[kind].includes(action.split('.', 1)[0] ?? ''))
}

/** The columns of an `ActivityEvent`. */
const eventColumns = {
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
    select: { ...eventColumns, requestId: true },
  })
  const page = rows.slice(0, pageSize) as (ActivityEvent & { requestId: string | null })[]
  const told = await actsConfirmed(actor, page)
  const events = page
    .filter(({ action, requestId }) => !isConfirmation(action) || !told.has(requestId))
    .map(({ requestId: _requestId, ...event }) => forOwner(event))
  return { events, older: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null }
}

const confirmations: readonly AuditAction[] = ['otp.confirmed', 'stepup.confirmed']
const isConfirmation = (action: AuditAction) => confirmations.includes(action)

/**
 * The requests among these whose act went on record too: it says itself how it was confirmed. The act follows its
 * confirmation, and so may stand on the page before.
 */
async function actsConfirmed(
  actor: CustomerActor,
  page: { id: string; at: Date; action: AuditAction; requestId: string | null }[],
): Promise<Set<string | null>> {
  const asked = page.filter(({ action, requestId }) => isConfirmation(action) && requestId)
  const [newest, oldest] = [asked[0], asked.at(-1)]
  if (!newest || !oldest) return new Set()
  const acts = await database().auditEvent.findMany({
    where: {
      ...visibleTo(actor),
      // A request is over within a minute.
      id: { gt: oldest.id, lt: firstIdAt(addSeconds(newest.at, 60)) },
      requestId: { in: asked.flatMap(({ requestId }) => requestId ?? []) },
      action: { in: [...confirmedActs] },
    },
    select: { requestId: true },
  })
  return new Set(acts.map(({ requestId }) => requestId))
}

/** Of an act by staff the owner learns what and when; neither where they sit nor what they noted. */
function forOwner(event: ActivityEvent): ActivityEvent {
  const short = { ...event, detail: { ...event.detail } }
  const { serialNumber } = event.detail
  // As many digits as the certificate's card shows.
  if (typeof serialNumber === 'string') short.detail.serialNumber = serialNumber.slice(0, 8)
  if (event.actorKind !== 'staff') return short
  const { role: _role, staffReason: _reason, ticket: _ticket, ...detail } = short.detail
  return { ...short, detail, address: null, userAgent: null }
}
