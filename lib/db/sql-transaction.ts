import 'server-only'
import type pg from 'pg'
import { confirmingChanges } from '@/lib/changes/confirming-changes'
import { databasePool, type Prisma, type SqlTx, transactionLimits } from './client'
import { toQuery } from './sql-rows'

/**
 * Runs `work` in one transaction, like `transaction`, but without the model client, for half the processor time.
 * Only for what is measured against a goal (docs/decisions/011-sql-transactions.md). Rows have the same values
 * as the client's for every type in the schema; errors are PostgreSQL's own, with its code.
 * @throws Error also when no connection is free in time, or the work takes too long
 */
export function sqlTransaction<T>(work: (tx: SqlTx) => Promise<T>, limits = transactionLimits): Promise<T> {
  return confirmingChanges((announcing) => run((tx) => work(announcing(tx)), limits))
}

async function run<T>(
  work: (tx: SqlTx) => Promise<T>,
  { maxWait, timeout }: typeof transactionLimits,
): Promise<T> {
  const client = await freeConnection(maxWait)
  // A connection that breaks fails the statement under way, or the next one.
  client.on('error', ignore)
  const limit = timeLimit(timeout, 'The transaction took too long')
  let open = true

  const ask = async (statement: TemplateStringsArray | Prisma.Sql, values: unknown[]) => {
    // By now the connection may serve somebody else.
    if (!open) throw new Error('The transaction is over')
    return client.query(toQuery(statement, values))
  }
  const tx: SqlTx = {
    $queryRaw: async <R>(statement: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
      (await ask(statement, values)).rows as R,
    $executeRaw: async (statement, ...values) => (await ask(statement, values)).rowCount ?? 0,
  }

  let problem: Error | undefined
  try {
    // A closed connection alone would leave the server at its statement, with all its locks.
    const begun = client.query(`BEGIN; SET LOCAL statement_timeout = ${timeout}`)
    const result = await Promise.race([begun.then(() => work(tx)), limit.passed])
    open = false
    // From here on it can't be said any more that nothing was written.
    limit.clear()
    const { command } = await client.query('COMMIT')
    if (command !== 'COMMIT') throw new Error('A statement had failed: the transaction was rolled back')
    return result
  } catch (error) {
    open = false
    // A connection that can't be rolled back in time is closed, which does it too.
    await Promise.race([client.query('ROLLBACK'), limit.passed]).catch((failed) => {
      problem = failed
    })
    throw error
  } finally {
    limit.clear()
    client.release(problem)
    client.off('error', ignore)
  }
}

async function freeConnection(maxWait: number): Promise<pg.PoolClient> {
  const coming = databasePool().connect()
  const limit = timeLimit(maxWait, 'No database connection was free in time')
  try {
    return await Promise.race([coming, limit.passed])
  } catch (error) {
    // It may come after all.
    coming.then((client) => client.release(), ignore)
    throw error
  } finally {
    limit.clear()
  }
}

function timeLimit(milliseconds: number, message: string) {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), milliseconds)
  })
  return { passed, clear: () => clearTimeout(timer) }
}

function ignore(): void {}
