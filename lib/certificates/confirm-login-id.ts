import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { database } from '@/lib/db/client'
import { fieldError } from '@/lib/errors'
import { matchesLoginId } from '@/lib/identity/matches-login-id'
import { counter, countTry, forgive, throttled } from '@/lib/identity/throttle'

/**
 * Tells whether what was typed is the customer's own login ID, so that a mistyped one does not become the password
 * of a file. Throttled: somebody in a stolen session must not find the ID by trying.
 * @throws AppError at `loginId` `login_id_mismatch`; `login_id_throttled`
 */
export async function confirmLoginId(actor: CustomerActor, { loginId }: { loginId: string }): Promise<void> {
  authorize(actor, 'certificate:create:own')
  const tries = counter('login-id', actor.customerId)
  const { counted, waitSeconds } = await countTry(tries)
  if (!counted) throw throttled(waitSeconds, 'login_id_throttled')
  if (!(await matchesLoginId(actor, loginId))) throw fieldError('loginId', 'login_id_mismatch')
  await forgive(database(), tries)
}
