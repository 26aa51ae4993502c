import 'server-only'
import type { AnonymousActor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { keyedHash } from '@/lib/vault/keyed-hash'

/**
 * Ends the desk session whose cookie a new sign-in takes the place of, whoever's it is: no browser could end it any
 * more, and whoever kept its token could go on.
 */
export async function endReplacedStaffSession(tx: Tx, actor: AnonymousActor, token: string): Promise<void> {
  const now = clock.now()
  const [ended] = await tx.staffSession.updateManyAndReturn({
    where: { tokenHash: keyedHash('staff-session-token', token), endedAt: null, expiresAt: { gt: now } },
    data: { endedAt: now },
    select: { staffId: true },
  })
  if (!ended) return
  await recordEvent(tx, actor, { action: 'staff.signed_out', object: { kind: 'staff', id: ended.staffId } })
}
