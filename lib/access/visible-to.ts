import type { CustomerActor, StaffActor } from './actor'

/**
 * The filter that every query of customer-owned rows carries, reads and writes alike: somebody else's object is
 * never loaded, so it answers as if it did not exist. Staff see everybody's; what they may do is `authorize`'s.
 */
export function visibleTo(actor: CustomerActor): { customerId: string }
export function visibleTo(actor: CustomerActor | StaffActor): { customerId?: string }
export function visibleTo(actor: CustomerActor | StaffActor): { customerId?: string } {
  return actor.kind === 'customer' ? { customerId: actor.customerId } : {}
}
