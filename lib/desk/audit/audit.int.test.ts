import { randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { staffRoles } from '@/lib/access/staff-roles'
import { listActivity } from '@/lib/audit/list-activity'
import { recordDenial } from '@/lib/audit/record-event'
import { sealEvents } from '@/lib/audit/seal-events'
import { database } from '@/lib/db/client'
import { firstIdAt } from '@/lib/db/first-id-at'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { type TestStaff, testStaff, withReason } from '@/test/staff'
import { searchDesk } from '../search-desk'
import { exportAudit } from './export-audit'
import { findWhom } from './find-whom'
import { listActors } from './list-actors'
import { listAudit } from './list-audit'
import { type AuditPage, auditFilterSchema, auditPageSchema } from './schema'
import { verifyAudit } from './verify-audit'

const everything = auditPageSchema.parse({})
const anonymous = { kind: 'anonymous', requestId: 'r', address: '192.0.2.1', userAgent: 'x' } as const
const object = randomUUID()

let auditor: TestStaff
let helper: TestStaff
let mine: TestCustomer
let theirs: TestCustomer

/** An event of any day: id and time agree, as a process makes them. */
async function plant(at: string, action: string, number: number): Promise<void> {
  const id = firstIdAt(new Date(at)).replace(/0{12}$/, String(number).padStart(12, '0'))
  await database().$executeRaw`
    INSERT INTO audit_event (id, at, action, actor_kind, detail)
    VALUES (${id}::uuid, ${new Date(at)}, ${action}, 'system', '{}'::jsonb)`
}

beforeAll(async () => {
  auditor = await testStaff('auditor')
  helper = await testStaff('support', { name: '陳客服' })
  ;[mine, theirs] = [await testCustomer(), await testCustomer()]
  // As the portal makes them.
  mine.accountId = mine.accountId.toUpperCase()
  await database().customer.update({ where: { id: mine.customerId }, data: { accountId: mine.accountId } })
  // The deployment's day 2026-03-01 is from 28 February 16:00 to 1 March 16:00 UTC.
  await plant('2026-02-28T15:59:59.999Z', 'key.refused', 1)
  await plant('2026-02-28T16:00:00.000Z', 'certificate.refused', 2)
  await plant('2026-03-01T15:59:59.999Z', 'certificate.issued', 3)
  await plant('2026-03-01T16:00:00.000Z', 'key.created', 4)
  await recordDenial(mine, {
    action: 'key.created',
    object: { kind: 'key', id: object },
    detail: { name: 'A' },
  })
  await recordDenial(theirs, { action: 'key.created', detail: { name: 'B' } })
  await recordDenial(withReason(helper, 'lost phone', 'T-1'), {
    action: 'key.deactivated',
    customerId: mine.customerId,
    object: { kind: 'key', id: object },
    detail: { name: 'A' },
  })
  await recordDenial(anonymous, { action: 'signin.failed', customerId: mine.customerId })
  await recordDenial(systemActor, { action: 'certificate.refused', customerId: theirs.customerId })
  await sealEvents()
  await recordDenial(auditor, { action: 'desk.searched' })
})

const march = { from: '2026-03-01', to: '2026-03-01' }

/** Read only when the people are there. */
const filters: [string, () => Partial<AuditPage>, string[]][] = [
  ['staff', () => ({ who: 'staff' }), ['desk.searched', 'key.deactivated']],
  ['one member of staff', () => ({ who: helper.staffId }), ['key.deactivated']],
  ['customers', () => ({ who: 'customers' }), ['key.created', 'key.created']],
  ['nobody', () => ({ who: 'nobody' }), ['signin.failed']],
  [
    'the portal, and a day',
    () => ({ who: 'portal', ...march }),
    ['certificate.issued', 'certificate.refused'],
  ],
  ['whom', () => ({ whom: mine.customerId }), ['signin.failed', 'key.deactivated', 'key.created']],
  ['object', () => ({ object }), ['key.deactivated', 'key.created']],
  ['one action', () => ({ what: 'key.deactivated' }), ['key.deactivated']],
  [
    'a kind',
    () => ({ what: 'certificates' }),
    ['certificate.refused', 'certificate.issued', 'certificate.refused'],
  ],
  [
    'a kind, and a day',
    () => ({ what: 'certificates', ...march }),
    ['certificate.issued', 'certificate.refused'],
  ],
  ['a kind, and whom', () => ({ what: 'keys', whom: mine.customerId }), ['key.deactivated', 'key.created']],
  ['a kind, and a group', () => ({ what: 'certificates', who: 'customers' }), []],
  ['until a day', () => ({ to: '2026-02-28' }), ['key.refused']],
  [
    'all at once',
    () => ({
      who: helper.staffId,
      what: 'keys',
      whom: mine.customerId,
      object,
      from: '2026-01-01',
      to: '2999-12-31',
    }),
    ['key.deactivated'],
  ],
  ['a customer where staff are asked for', () => ({ who: mine.customerId }), []],
]

test.each(filters)('%s', async (_, query, expected) => {
  const { events } = await listAudit(auditor, { ...everything, ...query() })
  expect(events.map(({ action }) => action)).toEqual(expected)
})

test('a row says who, whom, why, and whether it is sealed', async () => {
  const { events, names, whom } = await listAudit(auditor, { ...everything, whom: mine.customerId })
  const [failed, act] = events
  expect(whom).toMatchObject({ id: mine.customerId, accountId: mine.accountId })
  expect(act).toMatchObject({
    actorId: helper.staffId,
    detail: { name: 'A', role: 'support', staffReason: 'lost phone', ticket: 'T-1' },
    address: helper.address,
  })
  expect(names.staff.get(helper.staffId)?.name).toBe('陳客服')
  expect(names.customers.get(mine.customerId)?.accountId).toBe(mine.accountId)
  expect(failed?.sealId).not.toBeNull()
  const newest = await listAudit(auditor, { ...everything, what: 'desk.searched' })
  expect(newest.events[0]?.sealId).toBeNull()
})

test('whose ID was searched for is seen, found and exported, but no part of the customer’s own activity', async () => {
  const sought = await testCustomer()
  await searchDesk(helper, sought.nationalId)
  for (const query of [
    { whom: sought.customerId },
    { whom: sought.customerId, what: 'desk' as const },
    { whom: sought.customerId, who: helper.staffId, what: 'desk.searched' as const },
    { whom: sought.customerId, object: sought.customerId },
  ]) {
    const { events, names } = await listAudit(auditor, { ...everything, ...query })
    expect(events.map(({ action }) => action)).toEqual(['desk.searched'])
    expect(names.customers.get(sought.customerId)?.accountId).toBe(sought.accountId)
  }
  let text = ''
  for await (const piece of await exportAudit(auditor, { ...everything, whom: sought.customerId }, 'csv'))
    text += piece
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: true })
  expect(rows).toMatchObject([{ customer: sought.accountId, customer_id: sought.customerId }])
  expect((await listActivity(sought, { kind: null, before: null })).events).toEqual([])
})

test('a page at a time, without gap or repeat, also of a kind', async () => {
  const customer = await testCustomer()
  for (let n = 0; n < 120; n++)
    await recordDenial(customer, { action: n % 2 ? 'key.updated' : 'key.activated', detail: { n } })
  for (const query of [{ whom: customer.customerId }, { what: 'keys' as const, from: '2026-06-01' }]) {
    const numbers: unknown[] = []
    let before: string | null = null
    do {
      const page = await listAudit(auditor, { ...everything, ...query, before })
      numbers.push(...page.events.map(({ detail }) => (detail as { n?: number }).n))
      before = page.older
    } while (before)
    expect(numbers.filter((n) => n !== undefined)).toEqual(Array.from({ length: 120 }, (_, n) => 119 - n))
  }
})

describe('what is typed', () => {
  test.each([
    [{ who: 'root' }, 'who'],
    [{ what: 'key.stolen' }, 'what'],
    [{ object: 'A123456789' }, 'object'],
    [{ from: '2026-02-30' }, 'from'],
    [{ from: '2026-03-02', to: '2026-03-01' }, 'to'],
    [{ whom: 'x'.repeat(10_000) }, 'whom'],
  ])('%j is refused at %s', (typed, field) => {
    const blank = { who: '', what: '', whom: '', object: '', from: '', to: '' }
    const parsed = auditFilterSchema.safeParse({ ...blank, ...typed })
    expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual([field])
  })

  test('a customer by account ID in any case, with spaces, or by id', async () => {
    const { accountId, customerId } = mine
    for (const typed of [
      accountId.toLowerCase(),
      ` ${accountId.slice(0, 4)} ${accountId.slice(4)} `,
      customerId,
    ])
      expect(await findWhom(auditor, typed)).toBe(customerId)
    expect(await findWhom(auditor, '  ')).toBeNull()
    for (const typed of [mine.nationalId, '%', 'A\0B', randomUUID()])
      await expect(findWhom(auditor, typed)).rejects.toMatchObject({
        fields: { whom: { code: 'customer_unknown' } },
      })
  })
})

describe('who may', () => {
  const operations = {
    list: (actor: Parameters<typeof listAudit>[0]) => listAudit(actor, everything),
    actors: (actor: Parameters<typeof listAudit>[0]) => listActors(actor),
    whom: (actor: Parameters<typeof listAudit>[0]) => findWhom(actor, ''),
    export: (actor: Parameters<typeof listAudit>[0]) => exportAudit(actor, everything, 'csv'),
    verify: (actor: Parameters<typeof listAudit>[0]) => verifyAudit(actor, { run: null }),
  }
  describe.each(Object.entries(operations))('%s', (_, operation) => {
    test.each(staffRoles)('%s', async (role) => {
      const attempt = operation(await testStaff(role))
      if (role === 'support') await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
      else await expect(attempt).resolves.not.toThrow()
    })
    test('neither nobody nor a customer', async () => {
      await expect(operation(anonymous)).rejects.toMatchObject({ code: 'signed_out' })
      await expect(operation(mine)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(operation(systemActor)).rejects.toMatchObject({ code: 'forbidden' })
    })
  })
})
