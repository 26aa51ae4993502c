import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { log } from '@/lib/log'
import { randomNationalId } from '@/test/national-id'
import { type TestStaff, testStaff } from '@/test/staff'
import { checkImport } from './check-import'
import { continueImports } from './continue-imports'
import { importBatch } from './import-batch'
import { importLimits } from './limits'
import { findImport } from './list-imports'
import { pruneImports } from './prune-imports'
import { resumeImport } from './resume-import'
import { openRows } from './sealed-rows'
import { startImport } from './start-import'
import { stopImport } from './stop-import'

let starter: TestStaff
let other: TestStaff
beforeEach(async () => {
  ;[starter, other] = [await testStaff('admin'), await testStaff('admin')]
  vi.spyOn(log, 'error').mockImplementation(() => {})
})
afterEach(() => {
  clock.shift(0)
  vi.restoreAllMocks()
})

const count = importLimits.batchRows + 1

/** An import that has been started, and one batch of which is done. */
async function begun(): Promise<string> {
  const rows = Array.from({ length: count }, () => `王,${randomNationalId()},w@example.com,0912345678`)
  const bytes = new TextEncoder().encode(['name,national_id,email,phone', ...rows].join('\n'))
  const { id } = await checkImport(starter, { fileName: 'a.csv', bytes, activateBy: null })
  await startImport(starter, { id })
  const { rowsSealed } = await database().customerImport.findUniqueOrThrow({ where: { id } })
  await importBatch(id, openRows(id, rowsSealed ?? Buffer.of()))
  return id
}
const stages = async (id: string) =>
  (
    await database().auditEvent.findMany({
      where: { action: 'customers.imported', objectId: id },
      orderBy: { id: 'asc' },
    })
  ).map(({ detail, actorId }) => [(detail as { stage: string }).stage, actorId])
const rowsOf = async (id: string) =>
  (await database().customerImport.findUnique({ where: { id } }))?.rowsSealed ?? null
const asItWas = (id: string, rowsSealed: Uint8Array<ArrayBuffer>) =>
  database().customerImport.update({ where: { id }, data: { rowsSealed } })

describe('whoever started it may not import any more', () => {
  test.each([
    ['disabled', { disabledAt: new Date() }],
    ['of another role', { role: 'security' as const }],
  ])('%s: it pauses before the next batch, and another goes on in their own name', async (_, data) => {
    const id = await begun()
    await database().staff.update({ where: { id: starter.staffId }, data })
    await continueImports()
    expect(await findImport(other, id)).toMatchObject({ state: 'paused', created: importLimits.batchRows })
    await continueImports()
    await resumeImport(other, { id })
    await resumeImport(other, { id })
    await expect(stopImport(other, { id })).rejects.toMatchObject({ code: 'import_runs' })
    await continueImports()
    expect(await findImport(other, id)).toMatchObject({
      state: 'done',
      created: count,
      staffName: other.name,
    })
    expect(await stages(id)).toEqual([
      ['started', starter.staffId],
      ['paused', null],
      ['resumed', other.staffId],
      ['finished', other.staffId],
    ])
  })

  test('it can be stopped: the rows are erased, and it stays over', async () => {
    const id = await begun()
    await database().staff.update({ where: { id: starter.staffId }, data: { disabledAt: new Date() } })
    await continueImports()
    await stopImport(other, { id })
    await stopImport(other, { id })
    expect(await findImport(other, id)).toMatchObject({ state: 'stopped', created: importLimits.batchRows })
    expect(await rowsOf(id)).toBeNull()
    await expect(resumeImport(other, { id })).rejects.toMatchObject({ code: 'import_over' })
    expect((await stages(id)).at(-1)).toEqual(['stopped', other.staffId])
  })

  test('left alone for a day it stops by itself', async () => {
    const id = await begun()
    await database().staff.update({ where: { id: starter.staffId }, data: { disabledAt: new Date() } })
    await continueImports()
    await pruneImports()
    expect(await findImport(other, id)).toMatchObject({ state: 'paused' })
    clock.shift(importLimits.waitSeconds + 60)
    await pruneImports()
    expect(await findImport(other, id)).toMatchObject({ state: 'stopped' })
    expect(await rowsOf(id)).toBeNull()
  })
})

test('a batch that fails is tried again later, a bounded number of times, then waits for somebody', async () => {
  const id = await begun()
  const sealed = (await rowsOf(id)) ?? Buffer.of()
  await asItWas(id, Buffer.alloc(40))
  const error = vi.mocked(log.error)
  let shift = 0
  for (const [failures, seconds] of importLimits.retrySeconds.entries()) {
    await continueImports()
    // Not before its time.
    await continueImports()
    expect(error).toHaveBeenCalledTimes(failures + 1)
    expect(await findImport(other, id)).toMatchObject({ state: 'running', retryAt: expect.any(Date) })
    shift += seconds + 1
    clock.shift(shift)
  }
  await continueImports()
  expect(await findImport(other, id)).toMatchObject({ state: 'failed', retryAt: null })
  await continueImports()
  expect(error).toHaveBeenCalledTimes(importLimits.retrySeconds.length + 1)
  await asItWas(id, sealed)
  await resumeImport(other, { id })
  await continueImports()
  expect(await findImport(other, id)).toMatchObject({ state: 'done', created: count })
  expect((await stages(id)).map(([stage]) => stage)).toEqual(['started', 'failed', 'resumed', 'finished'])
})

test('a success in between begins the count anew', async () => {
  const id = await begun()
  const sealed = (await rowsOf(id)) ?? Buffer.of()
  await asItWas(id, Buffer.alloc(40))
  await continueImports()
  await asItWas(id, sealed)
  clock.shift(importLimits.retrySeconds[0] + 1)
  await continueImports()
  expect(await database().customerImport.findUnique({ where: { id } })).toMatchObject({
    status: 'done',
    tries: 0,
    retryAt: null,
  })
})
