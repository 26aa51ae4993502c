import pg from 'pg'

type Statement = { text: string; values: unknown[] }

/** The statements that `work` sends in this process, but for those without values such as `COMMIT`. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const original = pg.Client.prototype.query
  const noted: Statement[] = []
  pg.Client.prototype.query = function noting(this: pg.Client, ...args: never[]) {
    const [statement] = args as unknown as [string | Statement]
    if (typeof statement !== 'string') noted.push({ text: statement.text, values: statement.values ?? [] })
    return (original as (...given: never[]) => unknown).apply(this, args)
  } as never
  try {
    await work()
  } finally {
    pg.Client.prototype.query = original
  }
  return noted
}
