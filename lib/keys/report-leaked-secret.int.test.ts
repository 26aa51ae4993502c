import { beforeEach, expect, test } from 'vitest'
import type { LeakActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { makeKey } from '@/test/keys'
import { newSecret } from './credentials'
import { deleteKey } from './delete-key'
import { hashSecrets } from './hash-secrets'
import { reportLeakedSecret } from './report-leaked-secret'

const finder: LeakActor = { kind: 'leak', requestId: 'r1', address: '198.51.100.9', userAgent: 'scanner' }
let customer: TestCustomer

beforeEach(async () => {
  customer = await testCustomer()
  await giveCertificate(customer.customerId)
})

const statusOf = async (id: string) => (await database().apiKey.findUniqueOrThrow({ where: { id } })).status
const events = () =>
  database().auditEvent.findMany({ where: { customerId: customer.customerId, action: 'key.deactivated' } })
const mails = () =>
  database().outbox.count({ where: { customerId: customer.customerId, template: 'key_leaked' } })

test('the key of a leaked secret is turned off, on record, and its owner told; another key stays', async () => {
  const [leaked, other] = [await makeKey(customer), await makeKey(customer)]
  await reportLeakedSecret(finder, leaked.secret)
  expect([await statusOf(leaked.id), await statusOf(other.id)]).toEqual(['inactive', 'active'])
  expect(await events()).toMatchObject([
    {
      actorKind: 'leak',
      actorId: null,
      objectId: leaked.id,
      address: '198.51.100.9',
      detail: { accessKey: leaked.accessKey },
    },
  ])
  expect(await mails()).toBe(1)
  // Again changes nothing.
  await reportLeakedSecret(finder, leaked.secret)
  expect([(await events()).length, await mails()]).toEqual([1, 1])
})

test('a previous secret counts until its end', async () => {
  const key = await makeKey(customer)
  const move = (validBefore: Date) =>
    database().apiKeySecret.updateMany({
      where: { apiKeyId: key.id },
      data: { place: 'previous', validBefore },
    })
  await move(new Date(Date.now() - 1000))
  await reportLeakedSecret(finder, key.secret)
  expect(await statusOf(key.id)).toBe('active')
  await move(new Date(Date.now() + 60_000))
  await reportLeakedSecret(finder, key.secret)
  expect(await statusOf(key.id)).toBe('inactive')
})

test('what is nobody’s secret, or of a deleted key, changes nothing', async () => {
  const key = await makeKey(customer)
  for (const text of ['', 'sgs_', newSecret(), key.accessKey, `${key.secret} `, "sgs_' OR 1=1 --"])
    await reportLeakedSecret(finder, text)
  expect(await statusOf(key.id)).toBe('active')
  await deleteKey(customer, { id: key.id, typedName: 'Rebalancer' })
  await reportLeakedSecret(finder, key.secret)
  expect(await mails()).toBe(0)
})

test('secrets from before hashes were kept are hashed by a job, and found from then on', async () => {
  const key = await makeKey(customer)
  await database().apiKeySecret.updateMany({ where: { apiKeyId: key.id }, data: { secretHash: null } })
  await reportLeakedSecret(finder, key.secret)
  expect(await statusOf(key.id)).toBe('active')
  await hashSecrets(new AbortController().signal)
  await reportLeakedSecret(finder, key.secret)
  expect(await statusOf(key.id)).toBe('inactive')
})
