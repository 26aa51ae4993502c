import 'server-only'
import type { Tx } from './client'

/**
 * Takes a customer's row until the transaction ends, so that whatever counts this customer's codes, certificates or
 * keys runs one at a time. NO KEY: rows that only refer to the customer can still be written meanwhile.
 */
export async function lockCustomer(tx: Tx, customerId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM customer WHERE id = ${customerId}::uuid FOR NO KEY UPDATE`
}
