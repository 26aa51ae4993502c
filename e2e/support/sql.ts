import pg from 'pg'

let pool: pg.Pool | undefined

/** Runs one statement on the portal's database, beside the product's own code. */
export async function sql<Row extends pg.QueryResultRow>(
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  pool ??= new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2, allowExitOnIdle: true })
  return (await pool.query<Row>(text, values)).rows
}
