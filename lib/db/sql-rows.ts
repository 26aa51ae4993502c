import 'server-only'
import pg from 'pg'
import { databasePool, Prisma } from './client'

/**
 * The rows of one statement, without the model client, which takes several times the processor time. Only for what
 * is measured against a goal (docs/decisions/011-sql-transactions.md); the types of the rows are asserted.
 */
export async function sqlRows<Row extends pg.QueryResultRow>(
  statement: TemplateStringsArray,
  ...values: unknown[]
): Promise<Row[]> {
  return (await databasePool().query<Row>(toQuery(statement, values))).rows
}

/** A statement as the driver takes it; its rows have the same values as the model client's. */
export function toQuery(statement: TemplateStringsArray | Prisma.Sql, given: unknown[]): pg.QueryConfig {
  const { text, values } = statement instanceof Prisma.Sql ? statement : Prisma.sql(statement, ...given)
  return { text, values, types }
}

/** The driver hands 64-bit numbers over as text. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8 ? BigInt : pg.types.getTypeParser(oid, format),
}
