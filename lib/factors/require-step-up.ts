import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { isUsable } from '@/lib/certificates/usable-certificates'
import { addSeconds, clock } from '@/lib/clock'
import { Prisma, type SqlTx } from '@/lib/db/client'
import { ownedBy } from '@/lib/db/owned-by'
import { stepUpLimits } from './limits'
import type { Factor, StepUpPurpose } from './schema'
import { StepUpRequired } from './step-up-required'

const everyFactor: readonly Factor[] = ['certificate', 'otp']

/**
 * Uses up a fresh proof for exactly this act: this session, purpose and digest. One UPDATE, so that of two
 * parallel requests one gets it; undone with the transaction when the act fails for another reason. What a
 * certificate proved counts only while it is usable: it may have been revoked or have ended since, even while its
 * signature was being checked. Exact under the customer's row lock.
 * @returns how it was proved: `otp:sms`, `otp:email` or `certificate:<serial number>`
 * @throws StepUpRequired when there is none
 */
export async function requireStepUp(
  tx: SqlTx,
  actor: CustomerActor,
  purpose: StepUpPurpose,
  digest: Buffer<ArrayBuffer>,
  factors: readonly Factor[] = everyFactor,
): Promise<{ provedBy: string }> {
  const now = clock.now()
  const [used] = await tx.$queryRaw<{ provedBy: string }[]>(Prisma.sql`
    UPDATE step_up SET used_at = ${now}
    WHERE used_at IS NULL AND id = (
      SELECT id FROM step_up
      WHERE ${ownedBy(actor)} AND session_id = ${actor.sessionId}::uuid
        AND purpose = ${purpose} AND digest = ${digest}
        AND used_at IS NULL AND proved_at > ${addSeconds(now, -stepUpLimits.useSeconds)}
        AND split_part(proved_by, ':', 1) IN (${Prisma.join([...factors])})
        AND (split_part(proved_by, ':', 1) <> 'certificate' OR split_part(proved_by, ':', 2) IN (
          SELECT serial_number FROM certificate WHERE ${isUsable(actor, now)}))
      ORDER BY proved_at DESC LIMIT 1)
    RETURNING proved_by AS "provedBy"`)
  if (!used) throw new StepUpRequired(purpose, digest, factors)
  return used
}
