import 'server-only'
import type { Tx } from '@/lib/db/client'

/** Makes parallel transactions that count a customer's codes wait for each other, until this one ends. */
export async function lockCustomer(tx: Tx, customerId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM customer WHERE id = ${customerId}::uuid FOR NO KEY UPDATE`
}
