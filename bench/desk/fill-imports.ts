import type { StaffActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { checkImport } from '@/lib/desk/import/check-import'

const badRows = 5000
/** What a broker that imports a file every working day has after some weeks. */
const fewest = 30

/**
 * Files of customers that were looked through: a large one full of mistakes, and as many copies of it as a
 * deployment of this size would have gathered.
 * @returns the id of the large one
 */
export async function fillImports(actor: StaffActor): Promise<string> {
  const rows = Array.from({ length: badRows }, (_, number) => `not-an-id-${number},,nowhere,12`)
  const bytes = Buffer.from(['national_id,name,email,phone', ...rows].join('\n'))
  const { id } = await checkImport(actor, { fileName: 'customers.csv', bytes, activateBy: null })
  const customers = await database().customer.count()
  await database().$executeRaw`
    INSERT INTO customer_import (id, staff_id, file_name, status, total, position, created, known, bad, refused,
      created_at, finished_at)
    SELECT gen_random_uuid(), staff_id, file_name, 'done', 100, 100, 100, known, bad, refused, created_at, created_at
    FROM customer_import, generate_series(1, ${Math.max(fewest, Math.round(customers / 400))}::int)
    WHERE id = ${id}::uuid`
  return id
}
