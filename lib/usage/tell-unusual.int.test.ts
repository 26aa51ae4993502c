import { afterEach, beforeEach, expect, test } from 'vitest'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { openBody } from '@/lib/notices/notice-body'
import { policy } from '@/lib/policies/policy'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { plainKey, refusal, use, wrote } from '@/test/usage'

let customer: TestCustomer
let key: string
const often = policy().usage.unusual.refusalsPerHour

beforeEach(async () => {
  // The middle of an hour, so that none of these spans two of them.
  const now = new Date()
  clock.shift((45 - now.getMinutes()) * 60)
  customer = await testCustomer()
  key = await plainKey(customer)
})
afterEach(() => clock.shift(0))

const later = (minutes: number) => clock.shift((clock.now().getTime() - Date.now()) / 1000 + minutes * 60)
const refusals = (count: number) => Array.from({ length: count }, () => refusal(key))

const mails = async () => {
  const rows = await database().outbox.findMany({
    where: { customerId: customer.customerId },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ template }) => template)
}
const events = async () => {
  const { customerId } = customer
  const rows = await database().auditEvent.findMany({ where: { customerId }, orderBy: { id: 'asc' } })
  return rows.map(({ action, actorKind, objectId, detail }) => ({ action, actorKind, objectId, detail }))
}

test('the first use of a key is not told, the first from another address is, once an hour', async () => {
  await wrote(use(key, { address: '192.0.2.1' }), use(key, { address: '2001:db8::1' }))
  expect(await mails()).toEqual([])
  await wrote(use(key, { address: '2001:db8::2' }))
  expect(await mails()).toEqual([])
  await wrote(use(key, { address: '192.0.2.2' }), use(key, { address: '2001:db8:0:1::1' }))
  expect(await mails()).toEqual(['key_new_address'])
  expect(await events()).toMatchObject([
    {
      ...{ action: 'key.used_from_new_address', actorKind: 'system', objectId: key },
      detail: { name: 'Rebalancer', addresses: '192.0.2.2, 2001:db8:0:1::/64' },
    },
  ])
  const mail = await database().outbox.findFirstOrThrow({ where: { customerId: customer.customerId } })
  const { subject, text } = openBody(mail.id, mail.bodySealed ?? Buffer.alloc(0))
  expect(subject).toContain('Rebalancer')
  expect(text).toContain('192.0.2.2, 2001:db8:0:1::/64')

  await wrote(use(key, { address: '192.0.2.3' }))
  later(59)
  await wrote(use(key, { address: '192.0.2.4' }))
  expect(await mails()).toHaveLength(1)
  later(2)
  await wrote(use(key, { address: '192.0.2.5' }))
  expect(await mails()).toHaveLength(2)
})

test('of gateways that see the same new address at once, one tells', async () => {
  await wrote(use(key))
  await Promise.all(Array.from({ length: 6 }, () => wrote(use(key, { address: '192.0.2.9' }))))
  expect(await mails()).toEqual(['key_new_address'])
})

test('many refusals within an hour are told once, and not again while they go on', async () => {
  await wrote(...refusals(often - 1))
  expect(await mails()).toEqual([])
  await Promise.all([wrote(refusal(key)), wrote(refusal(key)), wrote(...refusals(often))])
  expect(await mails()).toEqual(['key_refused_often'])
  expect(await events()).toMatchObject([{ action: 'key.refused_often', detail: { name: 'Rebalancer' } }])
  later(61)
  await wrote(...refusals(often))
  expect(await mails()).toHaveLength(1)
  later(121)
  await wrote(...refusals(often))
  expect(await mails()).toHaveLength(2)
})

test('nothing is told of a key that was deleted', async () => {
  await wrote(use(key))
  await database().apiKey.update({ where: { id: key }, data: { deletedAt: clock.now() } })
  await wrote(use(key, { address: '192.0.2.9' }), ...refusals(often))
  expect(await mails()).toEqual([])
})
