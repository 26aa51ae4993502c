import pg from 'pg'
import { vi } from 'vitest'
import { databasePool } from '@/lib/db/client'

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] }

/** The tables that the statements of `work` read from end to end, as the planner would read them now. */
export async function wholeTablesRead(work: () => Promise<unknown>): Promise<string[]> {
  const statements: { text: string; values: unknown[] }[] = []
  const query = pg.Client.prototype.query as (this: pg.Client, ...args: unknown[]) => unknown
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    const { text, values } = (typeof args[0] === 'string' ? { text: args[0], values: args[1] } : args[0]) as {
      text: string
      values?: unknown
    }
    if (/^\s*(SELECT|WITH)/i.test(text))
      statements.push({ text, values: Array.isArray(values) ? values : [] })
    return query.apply(this, args)
  } as never)
  try {
    await work()
  } finally {
    spy.mockRestore()
  }
  if (statements.length === 0) throw new Error('no statement was seen')
  const read: string[] = []
  for (const { text, values } of statements) {
    const { rows } = await databasePool().query(`EXPLAIN (FORMAT JSON) ${text}`, values)
    collect(rows[0]['QUERY PLAN'][0].Plan, read)
  }
  return [...new Set(read)]
}

function collect(plan: Plan, into: string[]): void {
  if (plan['Node Type'] === 'Seq Scan' && plan['Relation Name']) into.push(plan['Relation Name'])
  for (const below of plan.Plans ?? []) collect(below, into)
}
