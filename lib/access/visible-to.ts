import type { CustomerActor } from './actor'

/**
 * The filter that every query of customer-owned rows carries, reads and writes alike:
 * somebody else's object is never loaded, so it answers as if it did not exist.
 */
export function visibleTo(actor: CustomerActor): { customerId: string } {
  return { customerId: actor.customerId }
}
