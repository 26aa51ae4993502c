import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { database, Prisma } from '@/lib/db/client'
import { firstIdAt } from '@/lib/db/first-id-at'
import { countEveryRow } from '@/test/count-every-row'
import { eventsStatement } from './find-events'
import { type AuditPage, auditPageSchema } from './schema'

const everything = auditPageSchema.parse({})

describe('at 100,000 events', () => {
  const [staff, customer] = [randomUUID(), randomUUID()]

  beforeAll(async () => {
    // Mostly customers and keys; few acts by one member of staff, few events of one customer and of one action; some objects with
    // a long record, and some events of nobody's account.
    await database().$executeRaw`
      INSERT INTO audit_event (id, at, action, actor_kind, actor_id, customer_id, object_id, detail, seal_id, seal_position)
      SELECT (lpad(to_hex(1700000000000 + n::bigint * 200000), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid,
        to_timestamp(1700000000 + n * 200.0),
        CASE WHEN n % 5000 = 0 THEN 'certificate.revoked' WHEN n % 3 = 0 THEN 'key.updated' ELSE 'signin.succeeded' END,
        CASE WHEN n % 2000 = 0 THEN 'staff' WHEN n % 3001 = 0 THEN 'system' ELSE 'customer' END,
        CASE WHEN n % 2000 = 0 THEN ${staff}::uuid WHEN n % 3001 = 0 THEN NULL ELSE md5((n % 20000)::text)::uuid END,
        CASE WHEN n % 2500 = 0 THEN ${customer}::uuid WHEN n % 21 = 0 THEN NULL ELSE md5((n % 20000)::text)::uuid END,
        CASE WHEN n % 2 = 0 THEN md5((n % 100)::text) ELSE md5((n % 30000)::text) END::uuid::text, '{}'::jsonb, 1000000 + n, 0
      FROM generate_series(1, 100000) AS n`
    await countEveryRow('audit_event', 100_000)
  })

  type Plan = { 'Node Type': string; 'Actual Rows': number; 'Actual Loops': number; Plans?: Plan[] } & Record<
    string,
    unknown
  >
  const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

  async function explain(query: Partial<AuditPage>) {
    const statement = eventsStatement({ ...everything, ...query }, { before: null, take: 51, ...query })
    const [row] = await database().$queryRaw<{ 'QUERY PLAN': { Plan: Plan }[] }[]>(
      Prisma.sql`EXPLAIN (ANALYZE, FORMAT JSON) ${statement}`,
    )
    const nodes = nodesOf((row as { 'QUERY PLAN': [{ Plan: Plan }] })['QUERY PLAN'][0].Plan)
    const read = nodes
      .filter(({ 'Node Type': type }) => /Scan/.test(type) && type !== 'Function Scan')
      .map(
        (node) => node['Actual Loops'] * (node['Actual Rows'] + Number(node['Rows Removed by Filter'] ?? 0)),
      )
    return { types: nodes.map((node) => node['Node Type']), read: read.reduce((sum, rows) => sum + rows, 0) }
  }

  const old = { from: '2023-12-01', to: '2023-12-02' }
  const queries: [string, Partial<AuditPage>, number][] = [
    ['everything', {}, 60],
    ['everything, far back', { before: firstIdAt(new Date('2024-01-01')) }, 60],
    ['an old day', old, 900],
    ['a member of staff', { who: staff }, 130],
    ['staff', { who: 'staff' }, 60],
    ['the portal', { who: 'portal' }, 60],
    ['nobody', { who: 'nobody' }, 60],
    ['customers', { who: 'customers' }, 60],
    ['customers on an old day', { who: 'customers', ...old }, 900],
    ['one customer', { whom: customer }, 60],
    ['one customer on an old day', { whom: customer, ...old }, 60],
    ['one customer and one object', { whom: customer, object: customer }, 60],
    ['one object', { object: '2f2b265625d76a6704b08093c652fd79' }, 60],
    ['a rare action', { what: 'certificate.revoked' }, 60],
    ['a rare action on an old day', { what: 'certificate.revoked', ...old }, 60],
    ['an action that never was', { what: 'key.deleted' }, 60],
    ['a rare kind', { what: 'certificates' }, 60],
    ['a common kind', { what: 'keys' }, 130],
    ['a common kind on an old day', { what: 'keys', ...old }, 900],
    ['a kind that never was', { what: 'desk' }, 60],
    ['a kind by a member of staff', { what: 'keys', who: staff }, 130],
    ['a kind about a customer', { what: 'keys', whom: customer }, 60],
    ['an action about a customer', { what: 'signin.succeeded', whom: customer }, 60],
    ['an action by a member of staff on a day', { what: 'key.updated', who: staff, ...old }, 900],
    ['a kind by staff', { what: 'keys', who: 'staff' }, 500],
    ['a member of staff about a customer', { who: staff, whom: customer }, 200],
  ]
  test.each(queries)('%s reads an index, and little of it', async (_, query, most) => {
    const { types, read } = await explain(query)
    expect(types.join(' ')).not.toMatch(/Seq Scan|BitmapAnd/)
    expect(read).toBeLessThanOrEqual(most)
  })
})
