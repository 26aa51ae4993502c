import 'server-only'
import type { Prisma, Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import type { AuditAction } from './actions'

/** What makes the page of an object, by its id, out of date. */
const ofObjects: AuditAction[] = [
  'key.deactivated',
  'key.activated',
  'key.updated',
  'key.rotated',
  'key.old_secret_ended',
  'key.deleted',
  'certificate.revoked',
  'api_session.ended',
  'staff.role_changed',
  'staff.disabled',
  'staff.enabled',
  'staff.authenticator_reset',
  'staff.activation_sent',
]
/** What makes a customer's own page out of date: whatever counts a revision of it. */
const ofCustomers: AuditAction[] = [
  'customer.suspended',
  'customer.restored',
  'customer.contact_changed',
  'customer.activation_started',
]
const ofSession: AuditAction[] = ['session.ended', 'signin.ended']
/** What ends sessions by the way. */
const ofSessions: AuditAction[] = [
  'sessions.ended',
  'password.changed',
  'customer.suspended',
  'customer.activated',
]

/** What was changed: an object, the customer's own account, or a session that has ended. */
export type Changed =
  | { objectId: string }
  | { customerId: string }
  | { sessionId: string; customerId: string; endedAt: Date }

/**
 * The refusal for the second of two: who changed what meanwhile, and when. Ask after the row's lock, so that the
 * first one's event is there to read.
 * @returns AppError `changed_by_staff` {who, name, act, at}
 */
export async function changedMeanwhile(tx: Tx, changed: Changed): Promise<AppError> {
  const event = await tx.auditEvent.findFirst({
    where: whereOf(changed),
    // What ended a session is the first thing since; of changes the last one counts.
    orderBy: { id: 'sessionId' in changed ? 'asc' : 'desc' },
    select: { at: true, action: true, actorKind: true, actorId: true },
  })
  const staff =
    event?.actorKind === 'staff' && event.actorId
      ? await tx.staff.findUnique({ where: { id: event.actorId }, select: { name: true } })
      : null
  return new AppError('changed_by_staff', {
    values: {
      who: event?.actorKind ?? 'nobody',
      name: staff?.name ?? '',
      act: event?.action.replaceAll('.', '_') ?? '',
      at: event?.at ?? '',
    },
  })
}

function whereOf(changed: Changed): Prisma.AuditEventWhereInput {
  if ('objectId' in changed) return { ...changed, action: { in: ofObjects } }
  if (!('sessionId' in changed)) return { ...changed, action: { in: ofCustomers } }
  const { sessionId, customerId, endedAt } = changed
  return {
    at: { gte: endedAt },
    OR: [
      { objectId: sessionId, action: { in: ofSession } },
      { customerId, action: { in: ofSessions } },
    ],
  }
}
