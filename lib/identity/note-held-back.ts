import 'server-only'
import type { AnonymousActor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { addSeconds, clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'

const action = 'signin.held_back'
/** Any number that nothing else in this database locks by in pairs. */
const lock = 7_303
/** An account that is shut to passwords for a day has no end of a wait by which to tell windows apart. */
const longestWindowSeconds = 3600

/**
 * Puts on record that sign-ins to an account are turned away unseen: once in each wait, however many there are, or a
 * stranger could fill the record.
 * @param since when the wait began
 */
export async function noteHeldBack(
  actor: AnonymousActor,
  held: { customerId: string; since: Date; way: string; reason: string },
): Promise<void> {
  const { customerId, since, way, reason } = held
  await transaction(async (tx) => {
    // Of parallel ones the first says it for all.
    const [first] = await tx.$queryRaw<{ ours: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(${lock}::int, hashtext(${customerId})) AS ours`
    if (!first?.ours) return
    const last = await tx.auditEvent.findFirst({
      where: { customerId, action },
      orderBy: { id: 'desc' },
      select: { at: true },
    })
    const earliest = addSeconds(clock.now(), -longestWindowSeconds)
    if (last && last.at >= since && last.at > earliest) return
    await recordEvent(tx, actor, { action, customerId, detail: { way, reason } })
  })
}
