import 'server-only'
import type { Actor, StaffActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { fieldError } from '@/lib/errors'

/**
 * Lets an administrator through who says why: what is done to a colleague's account goes on record with its reason.
 * @throws AppError `signed_out`, `forbidden`, `reason_required` at `reason`
 */
export function authorizeManaging(actor: Actor): asserts actor is StaffActor {
  authorize(actor, 'staff:manage')
  if (!actor.because) throw fieldError('reason', 'reason_required')
}
