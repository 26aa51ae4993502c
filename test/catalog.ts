import type { Client } from 'pg'

const queries = [
  `SELECT table_name, column_name, udt_name, is_nullable, column_default, datetime_precision
     FROM information_schema.columns WHERE table_schema = 'public'`,
  `SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'`,
  `SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace AND contype IN ('f', 'p', 'u', 'x')`,
  `SELECT t.typname, e.enumlabel, e.enumsortorder FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid`,
  `SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal`,
]

/**
 * Everything a database is made of, as sorted lines that can be compared. Without CHECKs, which the schema can't
 * say, and without Prisma's own bookkeeping.
 */
export async function readCatalog(client: Client): Promise<string[]> {
  const lines: string[] = []
  for (const query of queries) {
    const { rows } = await client.query<Record<string, unknown>>(query)
    lines.push(...rows.map((row) => JSON.stringify(row)))
  }
  return lines.filter((line) => !line.includes('_prisma_migrations')).sort()
}
