import { AppError, fieldError } from '@/lib/errors'
import type { Actor, CustomerActor, StaffActor } from './actor'
import { isHelpAct, roleMay, type StaffPermission } from './staff-roles'

/** `what:act:whose`. A customer holds every `own` permission, and staff none of them. */
type OwnPermission =
  | 'certificate:read:own'
  | 'certificate:create:own'
  | 'key:read:own'
  | 'key:create:own'
  | 'key:update:own'
  | 'key:delete:own'
  | 'session:read:own'
  | 'password:update:own'
  | 'activity:read:own'

/** What the owner may do as well as staff, each through the same operation. */
type SharedPermission = Extract<StaffPermission, 'certificate:revoke' | 'key:deactivate' | 'sessions:end'>

export type Permission = OwnPermission | StaffPermission

type ActorFor<P extends Permission> = P extends OwnPermission
  ? CustomerActor
  : P extends SharedPermission
    ? CustomerActor | StaffActor
    : StaffActor

const shared: readonly Permission[] = [
  'certificate:revoke',
  'key:deactivate',
  'sessions:end',
] satisfies SharedPermission[]

/**
 * Lets the actor through or throws.
 * @throws AppError `signed_out` for nobody, `forbidden` for an actor without the permission, `reason_required` at
 *   `reason` for staff who act on an account without saying why
 */
export function authorize<P extends Permission>(
  actor: Actor,
  permission: P,
): asserts actor is Extract<Actor, ActorFor<P>> {
  if (actor.kind === 'anonymous') throw new AppError('signed_out')
  if (!holds(actor, permission)) throw new AppError('forbidden')
  if (actor.kind === 'staff' && isHelpAct(permission) && !actor.because)
    throw fieldError('reason', 'reason_required')
}

function holds(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'customer') return permission.endsWith(':own') || shared.includes(permission)
  return (
    actor.kind === 'staff' &&
    !permission.endsWith(':own') &&
    roleMay(actor.role, permission as StaffPermission)
  )
}
