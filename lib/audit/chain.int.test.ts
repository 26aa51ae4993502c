import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { database, Prisma } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import type { sealedColumns } from './canonical-event'
import { headFile } from './head-file'
import { recordDenial, recordEvent } from './record-event'
import { sealEvents } from './seal-events'
import { verifyChain } from './verify-chain'

const run = (sql: string) => database().$executeRawUnsafe(sql)

async function record(count: number): Promise<void> {
  await transaction(async (tx) => {
    for (let n = 0; n < count; n++)
      await recordEvent(tx, systemActor, {
        action: 'key.updated',
        customerId: randomUUID(),
        object: { kind: 'key', id: randomUUID() },
        detail: { name: `金鑰 ${n}`, changed: ['name', 'addresses'], count: n, deep: null },
      })
  })
}

/** Ten links of some events each, kept aside to be put back after each alteration. */
beforeAll(async () => {
  for (let link = 0; link < 10; link++) {
    await record(2 + (link % 4))
    await sealEvents()
  }
  await run('CREATE TABLE kept_event AS SELECT * FROM audit_event')
  await run('CREATE TABLE kept_seal AS SELECT * FROM audit_seal')
})
let heads: string
beforeEach(async () => {
  heads = await readFile(headFile(), 'utf8')
})
afterEach(restore)

async function restore(): Promise<void> {
  await run('TRUNCATE audit_event, audit_seal')
  await run('INSERT INTO audit_event SELECT * FROM kept_event')
  await run('INSERT INTO audit_seal SELECT * FROM kept_seal')
  await writeFile(headFile(), heads)
}

test('an untouched chain is whole', async () => {
  expect(await verifyChain()).toEqual({
    ok: true,
    seals: 10,
    events: 33,
    unsealed: { count: 0 },
    unreadableHeads: 0,
    faults: [],
  })
})

test('what is not sealed yet is named, and sealed next time', async () => {
  await recordDenial(systemActor, { action: 'key.refused' })
  const verdict = await verifyChain()
  expect(verdict).toMatchObject({ ok: true, unsealed: { count: 1 } })
  expect(verdict.unsealed.oldest).toBe(verdict.unsealed.newest)
  expect(await sealEvents()).toBe(1)
  expect(await verifyChain()).toMatchObject({ ok: true, seals: 11, events: 34, unsealed: { count: 0 } })
})

test('an event that commits late comes into a later link', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const late = transaction(async (tx) => {
    await recordEvent(tx, systemActor, { action: 'key.created' })
    await held
  })
  await new Promise((resolve) => setTimeout(resolve, 100))
  await record(3)
  expect(await sealEvents()).toBe(3)
  release()
  await late
  expect(await sealEvents()).toBe(1)
  expect(await verifyChain()).toMatchObject({ ok: true, seals: 12, events: 37 })
})

test('sealers that run at once seal each event once', async () => {
  await record(40)
  const sealed = await Promise.all(Array.from({ length: 5 }, sealEvents))
  expect(sealed.reduce((sum, count) => sum + count, 0)).toBe(40)
  expect(await verifyChain()).toMatchObject({ ok: true, events: 73 })
})

test('a backlog is sealed in several links', async () => {
  await record(1100)
  expect(await sealEvents()).toBe(1100)
  expect(await verifyChain()).toMatchObject({ ok: true, seals: 13, events: 1133 })
})

type Row = { id: string; seal: bigint; place: number }
const pick = <T>(list: readonly T[]): T => list[randomInt(list.length)] as T
const events = () =>
  database().$queryRaw<Row[]>`SELECT id, seal_id AS seal, seal_position AS place FROM audit_event`

/** Another value for each column of an event, never the one it has. */
const otherValues: Record<keyof typeof sealedColumns, string> = {
  id: `'${randomUUID()}'`,
  at: `at + interval '1 millisecond'`,
  action: `'key.created'`,
  actorKind: `'customer'`,
  actorId: `'${randomUUID()}'`,
  customerId: `CASE WHEN random() < 0.5 THEN NULL ELSE '${randomUUID()}'::uuid END`,
  objectKind: `'certificate'`,
  objectId: `objectId || 'x'`.replace('objectId', 'object_id'),
  detail: `jsonb_set(detail, '{count}', to_jsonb((detail->>'count')::int + 1))`,
  requestId: `NULL`,
  address: `'192.0.2.99'`,
  userAgent: `''`,
}
const columnOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const alterations: Record<string, () => Promise<unknown>> = {
  'edit a column': async () => {
    const field = pick(Object.keys(otherValues)) as keyof typeof otherValues
    const { id } = pick(await events())
    return run(`UPDATE audit_event SET ${columnOf(field)} = ${otherValues[field]} WHERE id = '${id}'`)
  },
  'edit inside the detail': async () => {
    const { id } = pick(await events())
    const edit = pick([
      `detail - 'name'`,
      `detail || '{"added": 1}'`,
      `jsonb_set(detail, '{changed,0}', '"x"')`,
      `detail - 'deep'`,
      `jsonb_set(detail, '{count}', to_jsonb(detail->>'count'))`,
    ])
    return run(`UPDATE audit_event SET detail = ${edit} WHERE id = '${id}'`)
  },
  'delete an event': async () => run(`DELETE FROM audit_event WHERE id = '${pick(await events()).id}'`),
  'delete a link with its events': async () => {
    const { seal } = pick(await events())
    await run(`DELETE FROM audit_event WHERE seal_id = ${seal}`)
    return run(`DELETE FROM audit_seal WHERE id = ${seal}`)
  },
  'exchange two events': async () => {
    const all = await events()
    const a = pick(all)
    const b = pick(all.filter(({ id }) => id !== a.id))
    await run(`UPDATE audit_event SET seal_id = NULL, seal_position = NULL WHERE id = '${a.id}'`)
    await run(`UPDATE audit_event SET seal_id = ${a.seal}, seal_position = ${a.place} WHERE id = '${b.id}'`)
    return run(`UPDATE audit_event SET seal_id = ${b.seal}, seal_position = ${b.place} WHERE id = '${a.id}'`)
  },
  'cut the tail': async () => {
    const from = randomInt(1, 11)
    await run(`DELETE FROM audit_event WHERE seal_id >= ${from}`)
    return run(`DELETE FROM audit_seal WHERE id >= ${from}`)
  },
  'cut the tail and let it grow anew': async () => {
    const from = randomInt(1, 11)
    await run(`DELETE FROM audit_event WHERE seal_id >= ${from}`)
    await run(`DELETE FROM audit_seal WHERE id >= ${from}`)
    await record(2)
    return sealEvents()
  },
  'insert an event into a link': async () => {
    const { seal } = pick(await events())
    return run(`INSERT INTO audit_event (id, at, action, actor_kind, detail, seal_id, seal_position)
      VALUES (gen_random_uuid(), now(), 'key.created', 'system', '{}', ${seal}, ${randomInt(90, 99)})`)
  },
  'insert a link': async () =>
    run(`INSERT INTO audit_seal SELECT 11, events, digest, mac, decode('${randomBytes(32).toString('hex')}', 'hex'),
      at FROM audit_seal WHERE id = 10`),
  'unseal an event': async () =>
    run(
      `UPDATE audit_event SET seal_id = NULL, seal_position = NULL WHERE id = '${pick(await events()).id}'`,
    ),
  'half unseal an event': async () =>
    run(`UPDATE audit_event SET seal_position = NULL WHERE id = '${pick(await events()).id}'`),
  'move an event to a link that is not there': async () =>
    run(`UPDATE audit_event SET seal_id = 99 WHERE id = '${pick(await events()).id}'`),
  'edit a link': async () => {
    const edit = pick([
      'events = events + 1',
      `digest = decode('${randomBytes(32).toString('hex')}', 'hex')`,
      `previous_mac = decode('${randomBytes(32).toString('hex')}', 'hex')`,
      `mac = decode('${randomBytes(32).toString('hex')}', 'hex')`,
      `at = at + interval '1 second'`,
    ])
    return run(`UPDATE audit_seal SET ${edit} WHERE id = ${randomInt(1, 11)}`)
  },
}

describe.each(Object.keys(alterations))('%s', (name) => {
  test('is found every time', async () => {
    for (let round = 0; round < 12; round++) {
      await alterations[name]?.()
      const { ok, faults } = await verifyChain()
      expect(ok, `round ${round}`).toBe(false)
      expect(faults.length).toBeGreaterThan(0)
      await restore()
    }
    expect((await verifyChain()).ok).toBe(true)
  })
})

test('each column is covered', async () => {
  for (const field of Object.keys(otherValues)) {
    const value = otherValues[field as keyof typeof otherValues]
    const id = Prisma.sql`(SELECT id FROM audit_event WHERE seal_id = 4 AND seal_position = 0)`
    await database()
      .$executeRaw`UPDATE audit_event SET ${Prisma.raw(`${columnOf(field)} = ${value}`)} WHERE id = ${id}`
    expect((await verifyChain()).faults, field).toMatchObject([{ kind: 'events_altered', seal: '4' }])
    await restore()
  }
})

test('a chain rewritten under another key is found', async () => {
  const { sealMac } = await import('./seal-mac')
  const { env } = await import('@/lib/env')
  const real = env().SIGNET_AUDIT_KEY
  const last = await database().auditSeal.findFirstOrThrow({ orderBy: { id: 'desc' } })
  env().SIGNET_AUDIT_KEY = randomBytes(32)
  const mac = sealMac(last)
  env().SIGNET_AUDIT_KEY = real
  await database().auditSeal.update({ where: { id: last.id }, data: { mac } })
  expect((await verifyChain()).faults).toContainEqual({ kind: 'link_altered', seal: '10' })
})

test('a head that a killed process did not write is written by the next one', async () => {
  const lines = heads.trimEnd().split('\n')
  await writeFile(headFile(), `${lines.slice(0, -1).join('\n')}\n`)
  vi.resetModules()
  const next = await import('./seal-events')
  expect(await next.sealEvents()).toBe(0)
  await run('DELETE FROM audit_event WHERE seal_id = 10')
  await run('DELETE FROM audit_seal WHERE id = 10')
  expect((await verifyChain()).faults).toEqual([{ kind: 'tail_cut', seal: '10' }])
})

test('a missing head file is a fault, an unreadable line is only told', async () => {
  await appendFile(headFile(), '{"id":"1\n')
  expect(await verifyChain()).toMatchObject({ ok: true, unreadableHeads: 1 })
  await rm(headFile())
  expect((await verifyChain()).faults).toEqual([{ kind: 'head_file_missing' }])
})
