import { afterAll, expect, it } from 'vitest'
import { closeDatabase, database, type SqlTx } from './client'
import { sqlTransaction } from './sql-transaction'

const zoneOf = async (tx: SqlTx) =>
  (await tx.$queryRaw<{ zone: string }[]>`SELECT current_setting('TimeZone') AS zone`)[0]?.zone
const name = async () =>
  (await database().$queryRaw<{ name: string }[]>`SELECT current_database() AS name`)[0]?.name

afterAll(async () => {
  await database().$executeRawUnsafe(`ALTER DATABASE "${await name()}" RESET TimeZone`)
})

it('talks in UTC whatever zone the database has: the adapter writes and reads instants without one', async () => {
  await database().$executeRawUnsafe(`ALTER DATABASE "${await name()}" SET TimeZone = 'Asia/Taipei'`)
  await closeDatabase()
  expect(await zoneOf(database())).toBe('UTC')
  expect(await sqlTransaction(zoneOf)).toBe('UTC')
})
