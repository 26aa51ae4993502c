import { database } from '@/lib/db/client'

/** Rows that PostgreSQL reads for its statistics, for each of their target. */
const rowsPerTarget = 300

/** Lets the planner know a table by all of its rows: by a sample it may choose another plan each time. */
export async function countEveryRow(table: 'audit_event', rows: number): Promise<void> {
  const target = Math.ceil(rows / rowsPerTarget)
  await database().$transaction([
    database().$executeRawUnsafe(`SET LOCAL default_statistics_target = ${target}`),
    database().$executeRawUnsafe(`ANALYZE ${table}`),
  ])
}
