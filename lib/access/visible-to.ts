import type { CustomerActor, StaffActor } from './actor'

/**
 * The filter that every query of customer-owned rows carries, reads and writes alike: somebody else's object is
 * never loaded, so it answers as if it did not exist. Staff see everybody's; what they may do is `authorize`'s.
 * Statements written out in SQL carry `ownedBy` instead.
 * @throws Error for whoever is neither, whatever the types said: an empty filter would show everything
 */
export function visibleTo(actor: CustomerActor): { customerId: string }
export function visibleTo(actor: CustomerActor | StaffActor): { customerId?: string }
export function visibleTo(actor: CustomerActor | StaffActor): { customerId?: string } {
  if (actor.kind === 'staff') return {}
  if (actor.kind === 'customer' && actor.customerId) return { customerId: actor.customerId }
  throw new Error('an actor who is neither a customer nor staff sees nobody’s rows')
}
