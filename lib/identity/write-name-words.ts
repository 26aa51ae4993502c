import 'server-only'
import type { SqlTx } from '@/lib/db/client'
import { nameWords } from './name-words'

/** Makes a customer findable by this name, and by no earlier one. */
export async function writeNameWords(tx: SqlTx, customerId: string, name: string): Promise<void> {
  const words = nameWords(name)
  await tx.$executeRaw`
    DELETE FROM customer_name_word WHERE customer_id = ${customerId}::uuid AND word <> ALL(${words}::text[])`
  await tx.$executeRaw`
    INSERT INTO customer_name_word (customer_id, word)
    SELECT ${customerId}::uuid, unnest(${words}::text[]) ON CONFLICT DO NOTHING`
}
