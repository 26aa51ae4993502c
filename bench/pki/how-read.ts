import { databasePool } from '@/lib/db/client'
import { statementsOf } from './statements-of'

type Plan = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; Plans?: Plan[] }

/** How the statements of `work` that read a table come at its rows: by which index, or `Seq Scan`. */
export async function howRead(table: string, work: () => Promise<unknown>): Promise<string[]> {
  const statements = await statementsOf(work)
  const ways = new Set<string>()
  for (const { text, values } of statements.filter(({ text }) => text.includes(`FROM ${table}\n`))) {
    const { rows } = await databasePool().query(`EXPLAIN (FORMAT JSON) ${text}`, values)
    collect(rows[0]['QUERY PLAN'][0].Plan, ways)
  }
  if (ways.size === 0) throw new Error(`no statement read ${table}`)
  return [...ways]
}

function collect(plan: Plan, ways: Set<string>): void {
  if (plan['Index Name']) ways.add(plan['Index Name'])
  else if (plan['Node Type'] === 'Seq Scan') ways.add('Seq Scan')
  for (const below of plan.Plans ?? []) collect(below, ways)
}
