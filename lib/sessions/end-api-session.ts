import 'server-only'
import type { Actor, CustomerActor, StaffActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { changedMeanwhile } from '@/lib/audit/changed-meanwhile'
import { recordEvent } from '@/lib/audit/record-event'
import { announceChange } from '@/lib/changes/announce-change'
import type { EndReason } from '@/lib/changes/end-reason'
import { clock } from '@/lib/clock'
import { Prisma, type Tx } from '@/lib/db/client'
import { isId } from '@/lib/db/is-id'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { staffAct } from '@/lib/notices/staff-act'

/**
 * Ends one of the customer's API sessions: its client is told at once, and why. A session that ends itself logs out.
 * @throws AppError `not_found`: unknown, somebody else's or ended already; `changed_by_staff` for staff in place of
 *   the latter
 */
export async function endApiSession(actor: Actor, id: string): Promise<void> {
  authorize(actor, 'sessions:end')
  if (!isId(id)) throw new AppError('not_found')
  await transaction(async (tx) => {
    const session = await lockLive(tx, actor, id)
    if (!session) throw actor.kind === 'staff' ? await goneFor(tx, id) : new AppError('not_found')
    const { customerId, address, keyName } = session
    const way = keyName === null ? 'password' : 'key'
    await announceChange(tx, { kind: 'session', id, customerId, ends: reasonOf(actor, id) })
    await recordEvent(tx, actor, {
      action: 'api_session.ended',
      customerId,
      object: { kind: 'session', id },
      detail: { way, keyName: keyName ?? '', reason: reasonOf(actor, id) },
    })
    if (actor.kind === 'staff')
      await notifyCustomer(tx, customerId, 'staff_api_session_ended', { address, ...staffAct(actor) })
  })
}

function reasonOf(actor: CustomerActor | StaffActor, id: string): EndReason {
  if (actor.kind === 'staff') return 'ended_by_staff'
  return actor.sessionId === id ? 'logged_out' : 'ended_by_holder'
}

type Live = { customerId: string; address: string; keyName: string | null }

async function lockLive(tx: Tx, actor: CustomerActor | StaffActor, id: string): Promise<Live | undefined> {
  const { customerId } = visibleTo(actor)
  const own = customerId ? Prisma.sql`AND s.customer_id = ${customerId}::uuid` : Prisma.empty
  const [session] = await tx.$queryRaw<Live[]>`
    SELECT s.customer_id AS "customerId", s.address, k.name AS "keyName"
    FROM api_session s LEFT JOIN api_key k ON k.id = s.api_key_id
    WHERE s.id = ${id}::uuid ${own} AND s.ended_at IS NULL AND s.expires_at > ${clock.now()}
    FOR UPDATE OF s`
  return session
}

async function goneFor(tx: Tx, id: string): Promise<AppError> {
  const session = await tx.apiSession.findUnique({ where: { id }, select: { id: true } })
  return session ? changedMeanwhile(tx, { objectId: id }) : new AppError('not_found')
}
