import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, inject, test } from 'vitest'
import { database } from '@/lib/db/client'
import { migrateDatabase } from '@/lib/db/migrate'
import { noFilters, withSchemaEngine } from '@/lib/db/schema-engine'
import { nameWords } from '@/lib/identity/name-words'
import { readCatalog } from './catalog'
import { testCustomer } from './customer'
import { databaseUrl } from './database-url'
import { onServer } from './on-server'

const { server, template } = inject('testDatabase')

async function emptyDatabase(): Promise<string> {
  const name = `${template}_${randomBytes(4).toString('hex')}`
  await onServer(server, (client) => client.query(`CREATE DATABASE ${name}`))
  return databaseUrl(server, name)
}

describe('migrations', () => {
  test('lead to the same database as the schema', async () => {
    const path = 'prisma/schema.prisma'
    const url = await emptyDatabase()
    const { stdout } = await withSchemaEngine(url, (engine) =>
      engine.diff({
        from: { tag: 'empty' },
        to: { tag: 'schemaDatamodel', files: [{ path, content: readFileSync(path, 'utf8') }] },
        script: true,
        exitCode: null,
        filters: noFilters,
      }),
    )
    await onServer(url, (client) => client.query(stdout ?? ''))
    const expected = await onServer(url, readCatalog)
    expect(expected.length).toBeGreaterThan(100)
    expect(await onServer(process.env.DATABASE_URL ?? '', readCatalog)).toEqual(expected)
  })

  test('are applied once by processes that start together', async () => {
    const url = await emptyDatabase()
    const applied = await Promise.all([1, 2, 3].map(() => migrateDatabase(url)))
    const counts = applied.map((names) => names.length).sort()
    expect(counts.slice(0, 2)).toEqual([0, 0])
    expect(counts[2]).toBeGreaterThan(0)
    expect(await migrateDatabase(url)).toEqual([])
  })
})

test.each([
  'José García',
  "Seán O'Brien",
  '王小明',
  '𠮷田・太郎',
  'Smith, John (Jr.)',
  'ＷＡＮＧ Ｄａ',
  '김철수',
  'Wang小明',
])('the migration finds %s of before by the same words as somebody new', async (name) => {
  const { customerId } = await testCustomer()
  await database().customer.update({ where: { id: customerId }, data: { name } })
  const sql = readFileSync('prisma/migrations/20261121103409_desk/migration.sql', 'utf8')
  await database().customerNameWord.deleteMany()
  await database().$executeRawUnsafe(sql.slice(sql.indexOf('INSERT INTO "customer_name_word"')))
  const words = await database().customerNameWord.findMany({ where: { customerId } })
  expect(words.map(({ word }) => word).sort()).toEqual(nameWords(name).sort())
})

describe('constraints written by hand', () => {
  const key = {
    accessKey: 'AK1',
    name: 'n',
    permissions: ['market.read'],
    addressRule: 'anywhere',
    addresses: [] as string[],
    windowRule: 'always',
    status: 'active',
    slot: 1 as number | null,
  } as const
  const day = (text: string) => new Date(`${text}T00:00:00Z`)

  test.each([
    ['anywhere with an address', { addresses: ['192.0.2.1'] }],
    ['only without an address', { addressRule: 'only' }],
    ['always with a day', { validFrom: day('2026-01-01') }],
    ['between without a day', { windowRule: 'between' }],
    [
      'an empty window',
      { windowRule: 'between', validFrom: day('2026-01-02'), validBefore: day('2026-01-02') },
    ],
    ['a slot on an inactive key', { status: 'inactive' }],
    ['slot 0', { slot: 0 }],
  ] as const)('refuse %s', async (_what, wrong) => {
    const { customerId } = await testCustomer()
    const create = (data: object) =>
      database().apiKey.create({ data: { ...key, customerId, ...data } as never })
    await expect(create(wrong)).rejects.toThrow(/constraint/)
    await expect(create({})).resolves.toMatchObject({ slot: 1 })
    await database().apiKey.deleteMany()
  })

  test('refuse a second mode', async () => {
    await database().deployment.create({ data: { mode: 'demo' } })
    await expect(database().deployment.create({ data: { id: 2, mode: 'production' } })).rejects.toThrow(
      /constraint/,
    )
  })
})

describe('the client', () => {
  test('refuses undefined in a filter instead of dropping it', async () => {
    await testCustomer()
    const where = { customerId: undefined as unknown as string }
    await expect(database().webSession.findMany({ where })).rejects.toThrow(/undefined/)
    await expect(database().webSession.deleteMany({ where })).rejects.toThrow(/undefined/)
    expect(await database().webSession.count()).toBeGreaterThan(0)
  })
})
