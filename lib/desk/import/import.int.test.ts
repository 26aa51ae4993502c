import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { staffRoles } from '@/lib/access/staff-roles'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { findByNationalId } from '@/lib/identity/find-by-national-id'
import { log } from '@/lib/log'
import { testCustomer } from '@/test/customer'
import { randomNationalId } from '@/test/national-id'
import { type TestStaff, testStaff } from '@/test/staff'
import { type CheckImportInput, checkImport } from './check-import'
import { continueImports } from './continue-imports'
import { importBatch } from './import-batch'
import { importLimits } from './limits'
import { findImport, listImports } from './list-imports'
import { pruneImports } from './prune-imports'
import { readReport } from './read-report'
import { resumeImport } from './resume-import'
import { openRows } from './sealed-rows'
import { startImport } from './start-import'
import { stopImport } from './stop-import'

const header = 'name,national_id,email,phone'
const ids = (count: number) => Array.from({ length: count }, randomNationalId)
const rowOf = (id: string) => `王${id.slice(-3)},${id},w${id}@Example.com,0912-345-678`
const fileOf = (rows: string[], activateBy: CheckImportInput['activateBy'] = null) => ({
  fileName: 'C:\\fakepath\\客戶.csv',
  bytes: new TextEncoder().encode([header, ...rows].join('\n')),
  activateBy,
})

let admin: TestStaff
beforeEach(async () => {
  admin = await testStaff('admin')
})
afterEach(() => {
  clock.shift(0)
  vi.restoreAllMocks()
})

const check = async (rows: string[], activateBy?: CheckImportInput['activateBy']) =>
  (await checkImport(admin, fileOf(rows, activateBy))).id
const customersOf = async (list: string[]) =>
  (await Promise.all(list.map((id) => findByNationalId(database(), id)))).filter(Boolean).length
const importEvents = async (id: string) =>
  (
    await database().auditEvent.findMany({
      where: { action: 'customers.imported', objectId: id },
      orderBy: { id: 'asc' },
      select: { actorId: true, detail: true },
    })
  ).map(({ actorId, detail }) => ({ actorId, ...(detail as object) }))

describe('who may', () => {
  test('of staff only administrators, of others nobody', async () => {
    const id = await check(ids(1).map(rowOf))
    const { sessionToken: _, ...customer } = await testCustomer()
    const others = await Promise.all(
      staffRoles.filter((role) => role !== 'admin').map((role) => testStaff(role)),
    )
    const nobody: Actor = { kind: 'anonymous', requestId: 'r', address: '', userAgent: '' }
    const acts: ((actor: Actor) => Promise<unknown>)[] = [
      (actor) => checkImport(actor, fileOf(ids(1).map(rowOf))),
      (actor) => startImport(actor, { id }),
      (actor) => resumeImport(actor, { id }),
      (actor) => stopImport(actor, { id }),
      (actor) => findImport(actor, id),
      (actor) => readReport(actor, id),
      listImports,
    ]
    for (const act of acts) {
      for (const actor of [customer, ...others])
        await expect(act(actor)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(act(nobody)).rejects.toMatchObject({ code: 'signed_out' })
    }
    expect(await findImport(admin, id)).toMatchObject({ state: 'checked' })
  })

  test('what does not exist is not found', async () => {
    for (const id of ['0198c5b6-0000-7000-8000-000000000000', 'x']) {
      await expect(findImport(admin, id)).rejects.toMatchObject({ code: 'not_found' })
      await expect(readReport(admin, id)).rejects.toMatchObject({ code: 'not_found' })
    }
    const id = '0198c5b6-0000-7000-8000-000000000000'
    for (const act of [startImport, resumeImport, stopImport])
      await expect(act(admin, { id })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a file that is looked through', () => {
  test('creates nobody; says what is bad, twice or known, and never who', async () => {
    const [fresh = '', twice = '', bad = '', wrongBesides = ''] = ids(4)
    const { nationalId: taken } = await testCustomer()
    const before = await database().customer.count()
    const id = await check([
      rowOf(fresh),
      rowOf(twice),
      `,${bad},no mail,12,`,
      'A,A123456780,a@example.com,0912345678',
      rowOf(taken),
      rowOf(twice.toLowerCase()),
      'B,B1',
      `C,${wrongBesides},c@,0912345678`,
      rowOf(wrongBesides),
    ])
    expect(await database().customer.count()).toBe(before)
    expect(await findImport(admin, id)).toMatchObject({
      fileName: '客戶.csv',
      staffName: admin.name,
      state: 'checked',
      total: 1,
      known: 1,
      bad: 7,
      created: 0,
    })
    const { problems, count } = await readReport(admin, id)
    expect(problems).toEqual([
      { line: 3, column: 'nationalId', code: 'import_id_twice', values: { line: 7 } },
      { line: 4, column: 'email', code: 'email_malformed' },
      { line: 4, column: 'phone', code: 'phone_malformed' },
      { line: 4, column: 'name', code: 'field_required' },
      { line: 5, column: 'nationalId', code: 'id_malformed' },
      { line: 7, column: 'nationalId', code: 'import_id_twice', values: { line: 3 } },
      { line: 8, column: null, code: 'import_cells', values: { found: 2, expected: 4 } },
      { line: 9, column: 'email', code: 'email_malformed' },
      { line: 9, column: 'nationalId', code: 'import_id_twice', values: { line: 10 } },
      { line: 10, column: 'nationalId', code: 'import_id_twice', values: { line: 9 } },
    ])
    expect(count).toBe(problems.length)
    expect((await readReport(admin, id, 2)).problems).toEqual(problems.slice(0, 2))

    const row = await database().customerImport.findUniqueOrThrow({ where: { id } })
    const seen = JSON.stringify({ ...row, rowsSealed: Buffer.from(row.rowsSealed ?? []).toString('latin1') })
    for (const secret of [fresh, twice, bad, taken, 'example.com']) expect(seen).not.toContain(secret)
    expect(openRows(id, row.rowsSealed ?? Buffer.of())).toMatchObject([
      {
        nationalId: fresh,
        email: `w${fresh}@example.com`.toLowerCase(),
        phone: '+886912345678',
        locale: 'zh-TW',
      },
    ])
  })

  test('can’t be started when it holds nothing, nor after a day, when its rows are erased', async () => {
    const nothing = await check([rowOf('A123456780')])
    await expect(startImport(admin, { id: nothing })).rejects.toMatchObject({ code: 'import_expired' })
    const late = await check(ids(1).map(rowOf))
    const inTime = await check(ids(1).map(rowOf))
    await startImport(admin, { id: inTime })
    await pruneImports()
    const rowsOf = async (id: string) =>
      (await database().customerImport.findUnique({ where: { id } }))?.rowsSealed
    expect(await rowsOf(late)).toBeTruthy()
    clock.shift(importLimits.waitSeconds + 1)
    await expect(startImport(admin, { id: late })).rejects.toMatchObject({ code: 'import_expired' })
    expect(await findImport(admin, late)).toMatchObject({ state: 'expired' })
    await pruneImports()
    expect(await rowsOf(late)).toBeNull()
    expect(await rowsOf(inTime)).toBeTruthy()
    clock.shift(0)
    await continueImports()
  })
})

describe('an import', () => {
  test('creates each customer, sends links, is on record, and forgets the rows', async () => {
    const lines: unknown[] = []
    for (const level of ['debug', 'info', 'warn', 'error'] as const)
      vi.spyOn(log, level).mockImplementation((...line: unknown[]) => void lines.push(line))
    const list = ids(3)
    const formula = randomNationalId()
    const rows = [...list.map(rowOf), `"=1+1",${formula},f@example.com,0912345678`]
    const id = await check(rows, 'email')
    const starter = await testStaff('admin')
    await startImport(starter, { id })
    await startImport(admin, { id })
    await continueImports()
    expect(await findImport(admin, id)).toMatchObject({
      state: 'done',
      staffName: starter.name,
      total: 4,
      position: 4,
      created: 4,
      known: 0,
    })
    const row = await database().customerImport.findUniqueOrThrow({ where: { id } })
    expect(row).toMatchObject({ rowsSealed: null, finishedAt: expect.any(Date) })
    const found = await findByNationalId(database(), formula)
    expect(found?.passwordHash).toBeNull()
    const where = { customerId: found?.id ?? '' }
    const { name } = await database().customer.findUniqueOrThrow({ where: { id: where.customerId } })
    expect(name).toBe('=1+1')
    expect(await database().outbox.findMany({ where, select: { channel: true, template: true } })).toEqual([
      { channel: 'email', template: 'activation' },
    ])
    const events = await database().auditEvent.findMany({
      where,
      orderBy: { id: 'asc' },
      select: { action: true, actorId: true },
    })
    expect(events).toEqual([
      { action: 'customer.created', actorId: starter.staffId },
      { action: 'customer.activation_started', actorId: starter.staffId },
    ])
    expect(await importEvents(id)).toMatchObject([
      { actorId: starter.staffId, stage: 'started', total: 4 },
      { actorId: starter.staffId, stage: 'finished', created: 4, known: 0 },
    ])
    const seen = JSON.stringify([lines, await database().auditEvent.findMany()], (_key, value) =>
      typeof value === 'bigint' ? String(value) : value,
    )
    for (const secret of [...list, formula]) expect(seen).not.toContain(secret)
  })

  test('of the same file again finds everybody known, whether started or only looked through', async () => {
    const list = ids(5)
    const [first, second] = [await check(list.map(rowOf)), await check(list.map(rowOf))]
    for (const id of [first, second]) await startImport(admin, { id })
    await continueImports()
    expect(await findImport(admin, first)).toMatchObject({ state: 'done', created: 5, known: 0 })
    expect(await findImport(admin, second)).toMatchObject({ state: 'done', created: 0, known: 5 })
    expect(await findImport(admin, await check(list.map(rowOf)))).toMatchObject({ total: 0, known: 5 })
    expect(await customersOf(list)).toBe(5)
  })

  test('by two processes at once creates each customer once', async () => {
    const list = ids(importLimits.batchRows * 2 + 1)
    const id = await check(list.map(rowOf))
    await startImport(admin, { id })
    const before = await database().customer.count()
    const rows = openRows(
      id,
      (await database().customerImport.findUniqueOrThrow({ where: { id } })).rowsSealed ?? Buffer.of(),
    )
    // Even without the lock, as when its connection breaks.
    await Promise.all([importBatch(id, rows), importBatch(id, rows), continueImports(), continueImports()])
    await continueImports()
    expect(await database().customer.count()).toBe(before + list.length)
    expect(await findImport(admin, id)).toMatchObject({ state: 'done', created: list.length, known: 0 })
    expect(await importEvents(id)).toHaveLength(2)
  })

  test('cut off in a batch goes on where the last one ended', async () => {
    const list = ids(importLimits.batchRows * 2)
    const id = await check(list.map(rowOf), 'sms')
    await startImport(admin, { id })
    const { rowsSealed } = await database().customerImport.findUniqueOrThrow({ where: { id } })
    const rows = openRows(id, rowsSealed ?? Buffer.of())
    const before = await database().customer.count()
    expect(await importBatch(id, rows)).toBe(true)
    // The second ends half way, as a process that is killed.
    const [broken] = rows.slice(-1)
    const cut = rows.map((row) => (row === broken ? { ...row, locale: null as unknown as 'en' } : row))
    await expect(importBatch(id, cut)).rejects.toThrow()
    expect(await database().customer.count()).toBe(before + importLimits.batchRows)
    expect(await findImport(admin, id)).toMatchObject({
      state: 'running',
      position: importLimits.batchRows,
      created: importLimits.batchRows,
    })
    await continueImports()
    expect(await findImport(admin, id)).toMatchObject({ state: 'done', created: list.length, known: 0 })
    expect(await database().customer.count()).toBe(before + list.length)
    expect(await customersOf(list)).toBe(list.length)
  })

  test('that can’t go on does not stop the others', async () => {
    const [stuck, other] = [await check(ids(1).map(rowOf)), await check(ids(1).map(rowOf))]
    for (const id of [stuck, other]) await startImport(admin, { id })
    await database().customerImport.update({ where: { id: stuck }, data: { rowsSealed: Buffer.alloc(40) } })
    vi.spyOn(log, 'error').mockImplementation(() => {})
    await continueImports()
    expect(await findImport(admin, other)).toMatchObject({ state: 'done' })
    await database().customerImport.delete({ where: { id: stuck } })
  })

  test('stands in the list, newest first', async () => {
    const id = await check(ids(1).map(rowOf))
    expect((await listImports(admin))[0]).toMatchObject({
      id,
      staffName: admin.name,
      state: 'checked',
      total: 1,
    })
  })
})
