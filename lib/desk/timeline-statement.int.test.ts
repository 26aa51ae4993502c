import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { database, Prisma } from '@/lib/db/client'
import { countEveryRow } from '@/test/count-every-row'
import { timelineKinds } from './schema'
import { timelineStatement } from './timeline-statement'

const firm = randomUUID()

/** Many customers with a few events each, and a firm with as many as a hundred of them. */
beforeAll(async () => {
  await database().$executeRaw`
    INSERT INTO audit_event (id, at, action, actor_kind, customer_id, detail)
    SELECT (lpad(to_hex(1700000000000 + n::bigint * 200000), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid,
      to_timestamp(1700000000 + n * 200.0),
      (ARRAY['certificate.issued', 'key.updated', 'signin.succeeded', 'otp.sent', 'password.changed'])[1 + n % 5],
      CASE WHEN n % 7 = 0 THEN 'staff' ELSE 'customer' END,
      CASE WHEN n % 25 = 0 THEN ${firm}::uuid ELSE md5((n % 2000)::text)::uuid END, '{}'::jsonb
    FROM generate_series(1, 40000) AS n`
  // Their numbers and actions must not go together.
  await database().$executeRaw`
    UPDATE audit_event SET action = (ARRAY['certificate.issued', 'key.updated', 'signin.succeeded'])[1 + (random() * 2)::int]
    WHERE customer_id = ${firm}::uuid`
  await countEveryRow('audit_event', 40_000)
})

test.each([null, ...timelineKinds])(
  'a firm’s timeline of %s reads no more than it shows in order',
  async (kind) => {
    const statement = timelineStatement(firm, { kind, before: null }, 31)
    const plan = await database().$queryRaw<{ 'QUERY PLAN': string }[]>(Prisma.sql`EXPLAIN ${statement}`)
    const text = plan.map((row) => row['QUERY PLAN']).join('\n')
    expect(text).toContain('Index Scan Backward using audit_event_customer_id_id_idx')
    expect(text).not.toMatch(/Sort|Bitmap|Seq Scan/)
  },
)
