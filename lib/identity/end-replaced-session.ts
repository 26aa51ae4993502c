import 'server-only'
import type { AnonymousActor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { liveAt } from './session-times'

/**
 * Ends the session whose cookie a new sign-in takes the place of, whoever's it is: no browser could end it any more,
 * and whoever kept its token could go on.
 */
export async function endReplacedSession(tx: Tx, actor: AnonymousActor, token: string): Promise<void> {
  const now = clock.now()
  const [ended] = await tx.webSession.updateManyAndReturn({
    where: { tokenHash: keyedHash('session-token', token), ...liveAt(now) },
    data: { endedAt: now },
    select: { id: true, customerId: true },
  })
  if (!ended) return
  const { id, customerId } = ended
  await recordEvent(tx, actor, { action: 'signin.ended', customerId, object: { kind: 'session', id } })
}
