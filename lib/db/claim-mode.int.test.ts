import { expect, inject, test } from 'vitest'
import { testCustomer } from '@/test/customer'
import { databaseUrl } from '@/test/database-url'
import { onServer } from '@/test/on-server'
import { database } from './client'
import { prepareDatabase } from './prepare-database'

const { server, template } = inject('testDatabase')
const url = process.env.DATABASE_URL ?? ''
let count = 0

/** A database without tables. */
async function freshDatabase(): Promise<string> {
  count += 1
  const name = `${template}_mode_${process.pid}_${count}`
  await onServer(server, (client) => client.query(`CREATE DATABASE ${name}`))
  return databaseUrl(server, name)
}

test.each([
  ['demo', 'production'],
  ['production', 'demo'],
] as const)('a database of %s is refused by %s, and stays as it was', async (mine, other) => {
  const fresh = await freshDatabase()
  await prepareDatabase(fresh, mine, () => {})
  await expect(prepareDatabase(fresh, other, () => {})).rejects.toThrow(`belongs to a ${mine} installation`)
  await prepareDatabase(fresh, mine, () => {})
  const { rows } = await onServer(fresh, (client) => client.query('SELECT mode FROM deployment'))
  expect(rows).toEqual([{ mode: mine }])
})

test('of two modes that start at once, one gets the database', async () => {
  const fresh = await freshDatabase()
  const outcomes = await Promise.allSettled([
    prepareDatabase(fresh, 'demo', () => {}),
    prepareDatabase(fresh, 'production', () => {}),
  ])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('production refuses a demo account, even where no stamp tells', async () => {
  const { customerId } = await testCustomer()
  await database().customer.update({ where: { id: customerId }, data: { isDemo: true } })
  await expect(prepareDatabase(url, 'production', () => {})).rejects.toThrow('holds a demo account')
  await database().customer.update({ where: { id: customerId }, data: { isDemo: false } })
  await prepareDatabase(url, 'production', () => {})
})

test('a database that does not answer is told in one sentence without its password', async () => {
  const failure = prepareDatabase('postgresql://signet:hunter2@127.0.0.1:1/signet', 'production', () => {})
  await expect(failure).rejects.toThrow(
    /^The database does not let us in \(ECONNREFUSED\): check DATABASE_URL\.$/,
  )
})
