import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { canonicalEvent, type SealedContent } from '@/lib/audit/canonical-event'
import { recordDenial } from '@/lib/audit/record-event'
import { sealEvents } from '@/lib/audit/seal-events'
import { database } from '@/lib/db/client'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { type TestStaff, testStaff, withReason } from '@/test/staff'
import { type ExportFormat, exportAudit } from './export-audit'
import { type AuditQuery, auditQuerySchema } from './schema'

/** What a spreadsheet would run, and what breaks a careless writer of CSV. */
const names = [
  '=HYPERLINK("https://example.com","x")',
  '+1+1',
  '-2+3',
  '@SUM(A1:A2)',
  '\t=1',
  '\r=1',
  '＝1+1',
  'a,b;c',
  "x;=cmd|'/c calc'!A1",
  'x,=1;\t-2',
  'he said "so"',
  'two\r\nlines\nand three',
  '金鑰「再平衡」',
]

let auditor: TestStaff
let customer: TestCustomer

beforeAll(async () => {
  auditor = await testStaff('auditor')
  customer = await testCustomer()
  const helper = await testStaff('support', { name: '=cmd|calc' })
  for (const name of names)
    await recordDenial(withReason(helper, name, '-T1'), {
      action: 'key.deactivated',
      customerId: customer.customerId,
      object: { kind: 'key', id: name },
      detail: { name },
    })
  await sealEvents()
})

async function exported(query: Partial<AuditQuery>, format: ExportFormat): Promise<string> {
  const all: string[] = []
  for await (const piece of await exportAudit(auditor, { ...auditQuerySchema.parse({}), ...query }, format))
    all.push(piece)
  return all.join('')
}
const onRecord = (action: string) =>
  database().auditEvent.findMany({ where: { action, actorId: auditor.staffId }, orderBy: { id: 'asc' } })
type Line = SealedContent & { sealId: string | null; sealPosition: number | null }

describe('CSV', () => {
  test('is read back as it was, but that no cell begins a formula', async () => {
    const text = await exported({ whom: customer.customerId }, 'csv')
    expect(text).toMatch(/^\ufeff"id","at"/)
    const rows: Record<string, string>[] = parse(text, { bom: true, columns: true, record_delimiter: '\r\n' })
    expect(rows).toHaveLength(names.length)
    expect(rows.map(({ detail }) => JSON.parse(detail ?? '').name).reverse()).toEqual(names)
    expect(rows.map(({ reason }) => reason?.replace(/(^|[;,\t\r])'/g, '$1')).reverse()).toEqual(names)
    for (const cell of rows.flatMap(Object.values))
      expect(cell).not.toMatch(/(^|[;,\t\r\n])[=+\-@\t\r＝＋－＠]/)
    expect(rows[0]).toMatchObject({
      action: 'key.deactivated',
      actor_kind: 'staff',
      role: 'support',
      customer: customer.accountId,
      ticket: "'-T1",
      seal_id: '1',
    })
    expect(rows[0]?.actor).toMatch(/^support-.*@example\.com$/)
  })

  test('of nothing is its first line', async () => {
    const text = await exported({ what: 'certificate.revoked' }, 'csv')
    expect(parse(text, { bom: true })).toHaveLength(1)
  })
})

describe('JSON Lines', () => {
  test('holds what the seal covers, and which seal it is', async () => {
    const lines = (await exported({ whom: customer.customerId }, 'jsonl')).trimEnd().split('\n')
    const events = lines.map((line) => JSON.parse(line) as Line)
    expect(events.map(({ detail }) => (detail as { name: string }).name).reverse()).toEqual(names)
    for (const { sealId, sealPosition, ...event } of events) {
      const kept = await database().auditEvent.findUniqueOrThrow({ where: { id: event.id } })
      expect(canonicalEvent({ ...event, at: new Date(event.at) })).toBe(canonicalEvent(kept))
      expect([sealId, sealPosition]).toEqual([kept.sealId?.toString(), kept.sealPosition])
    }
  })
})

describe('on record', () => {
  test('before anything is handed out, and when it ended: with filter and count', async () => {
    const query = { ...auditQuerySchema.parse({}), whom: customer.customerId }
    const [before, ended] = [await onRecord('audit.export_begun'), await onRecord('audit.exported')]
    const pieces = await exportAudit(auditor, query, 'csv')
    const detail = { ...query, format: 'csv', role: 'auditor' }
    expect((await onRecord('audit.export_begun')).slice(before.length)).toMatchObject([{ detail }])
    for await (const _ of pieces);
    expect((await onRecord('audit.exported')).slice(ended.length)).toMatchObject([
      { detail: { ...detail, count: names.length, complete: true } },
    ])
  })

  test('also when the reader goes away: no more is read then', async () => {
    const many = await testCustomer()
    for (let n = 0; n < 1200; n++) await recordDenial(many, { action: 'key.updated' })
    const query = { ...auditQuerySchema.parse({}), whom: many.customerId }
    for await (const piece of await exportAudit(auditor, query, 'jsonl')) {
      expect(piece.trimEnd().split('\n')).toHaveLength(500)
      break
    }
    expect((await onRecord('audit.exported')).at(-1)).toMatchObject({
      detail: { count: 500, complete: false },
    })
    const all = (await exported({ whom: many.customerId }, 'jsonl')).trimEnd().split('\n')
    expect(new Set(all.map((line) => (JSON.parse(line) as Line).id)).size).toBe(1200)
  })

  test('its own events are not in it, nor what happens meanwhile', async () => {
    const text: string[] = []
    for await (const piece of await exportAudit(auditor, auditQuerySchema.parse({}), 'jsonl')) {
      text.push(piece)
      await recordDenial(customer, { action: 'key.deleted' })
    }
    const lines = text.join('').trimEnd().split('\n')
    expect(text.length).toBeGreaterThan(2)
    const events = lines.map((line) => JSON.parse(line) as Line)
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    expect(events.filter(({ action }) => action === 'key.deleted')).toEqual([])
    expect(events.at(0)?.action).toBe('audit.exported')
  })
})
