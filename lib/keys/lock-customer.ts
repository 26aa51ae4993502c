import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import type { Tx } from '@/lib/db/client'

/**
 * Takes the customer's row until the transaction ends, so that whatever may take a slot runs one at a time.
 * NO KEY: rows that only refer to the customer can still be written meanwhile.
 */
export async function lockCustomer(tx: Tx, actor: CustomerActor): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM customer WHERE id = ${actor.customerId}::uuid FOR NO KEY UPDATE`
}
