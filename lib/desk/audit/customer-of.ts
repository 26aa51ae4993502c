import type { AuditRow } from './find-events'

/**
 * Whose account an event concerns; of a search by an ID number, whose number it was. That one stands as the object
 * only, so that it is no part of what the customer sees of the account.
 */
export function customerOf({
  customerId,
  objectKind,
  objectId,
}: Pick<AuditRow, 'customerId' | 'objectKind' | 'objectId'>): string | null {
  return customerId ?? (objectKind === 'customer' ? objectId : null)
}
