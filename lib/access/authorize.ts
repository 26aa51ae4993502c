import { AppError } from '@/lib/errors'
import type { Actor, CustomerActor } from './actor'

/** `what:act:whose`. A customer holds every `own` permission; staff roles come with the support desk. */
export type Permission =
  | 'certificate:read:own'
  | 'certificate:create:own'
  | 'key:read:own'
  | 'key:create:own'
  | 'key:update:own'
  | 'key:delete:own'
  | 'session:read:own'
  | 'session:end:own'
  | 'password:update:own'
  | 'activity:read:own'

/**
 * Lets the actor through or throws.
 * @throws AppError `signed_out` for nobody, `forbidden` for an actor without the permission
 */
export function authorize(actor: Actor, permission: Permission): asserts actor is CustomerActor {
  if (actor.kind === 'anonymous') throw new AppError('signed_out')
  if (actor.kind !== 'customer' || !permission.endsWith(':own')) throw new AppError('forbidden')
}
