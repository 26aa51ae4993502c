import 'server-only'
import { AppError } from '@/lib/errors'
import type { SqlTx } from './client'

/** Where and in which language a customer is told of things. */
export type Contact = { email: string; phone: string; locale: string }

/**
 * Takes a customer's row until the transaction ends, so that whatever counts this customer's codes, certificates or
 * keys runs one at a time. NO KEY: rows that only refer to the customer can still be written meanwhile. Stays a
 * statement of its own: a statement sees what was committed when it began, which for one that waits is too early.
 * @returns what the row says about reaching the customer, for a notice in the same transaction
 * @throws AppError `not_found`
 */
export async function lockCustomer(tx: SqlTx, customerId: string): Promise<Contact> {
  const [contact] = await tx.$queryRaw<Contact[]>`
    SELECT email, phone, locale FROM customer WHERE id = ${customerId}::uuid FOR NO KEY UPDATE`
  if (!contact) throw new AppError('not_found')
  return contact
}
