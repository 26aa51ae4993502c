import { beforeAll, expect, test } from 'vitest'
import { database, databasePool } from '@/lib/db/client'
import { newAccessKey } from '@/lib/keys/credentials'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { makeKey } from '@/test/keys'
import { readKey } from './read-keys'

let customer: TestCustomer
beforeAll(async () => {
  customer = await testCustomer()
  await giveCertificate(customer.customerId)
})

test('what is asked for together is read by one statement, each name for itself', async () => {
  const keys = [await makeKey(customer), await makeKey(customer), await makeKey(customer)] as const
  const nobodys = newAccessKey()
  // Sealed for another key: it can't be opened.
  await database().$executeRaw`UPDATE api_key_secret SET sealed = (SELECT sealed FROM api_key_secret
    WHERE api_key_id = ${keys[1].id}::uuid) WHERE api_key_id = ${keys[0].id}::uuid`

  let statements = 0
  const count = () => {
    statements += 1
  }
  databasePool().on('acquire', count)
  const asked = [keys[1], keys[2], keys[1], { accessKey: nobodys }, keys[0]]
  const read = await Promise.allSettled(asked.map(({ accessKey }) => readKey.byAccessKey(accessKey)))
  databasePool().off('acquire', count)

  expect(statements).toBe(1)
  expect(read.map((one) => (one.status === 'fulfilled' ? (one.value?.id ?? null) : 'unreadable'))).toEqual([
    keys[1].id,
    keys[2].id,
    keys[1].id,
    null,
    'unreadable',
  ])
  expect(await readKey.byId(keys[2].id)).toMatchObject({ accessKey: keys[2].accessKey })
})

test('what is asked for later is read anew', async () => {
  const { accessKey, id } = await makeKey(customer)
  const before = readKey.byAccessKey(accessKey)
  expect((await before)?.on).toBe(true)
  await database().$executeRaw`UPDATE api_key SET status = 'inactive', slot = NULL WHERE id = ${id}::uuid`
  expect((await readKey.byAccessKey(accessKey))?.on).toBe(false)
})
