import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CustomerActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { readKeyUsage } from '@/lib/usage/read-key-usage'
import { giveCertificate } from '@/test/certificate'
import { testCustomer } from '@/test/customer'
import { makeKey } from '@/test/keys'
import { signAs } from '@/test/sign-as'
import { countUsage } from './count-usage'
import { judge } from './gate/judge'
import { unnamedRoute } from './route-file/permission-for'

let customer: CustomerActor
let key: Awaited<ReturnType<typeof makeKey>>
const stop = countUsage()

beforeAll(async () => {
  customer = await testCustomer()
  await giveCertificate(customer.customerId)
  key = await makeKey(customer, { permissions: ['orders.read'], addresses: ['203.0.113.0/24'] })
})
afterAll(stop)

function ask({
  accessKey = key.accessKey,
  secret = key.secret,
  address = '203.0.113.7',
  skewMs = 0,
  permission = 'orders.read',
} = {}) {
  const unsigned = { method: 'GET', path: '/v1/orders', query: 'secret=1', body: Buffer.alloc(0) }
  const facts = signAs.signet(unsigned, { accessKey, secret, timeMs: Date.now() + skewMs })
  return judge({ facts, address, certificate: null, permission, requestId: 'r1' })
}

test('every request that named a key is counted, each refusal with its reason, nothing of a key that nobody has', async () => {
  await ask()
  await ask()
  await ask({ address: '198.51.100.1' })
  await ask({ secret: 'sgs_another' })
  await ask({ skewMs: -3_600_000 })
  await ask({ permission: unnamedRoute })
  await ask({ accessKey: 'sgk_nobodyHasThis' })
  const dialect = signAs.bybit(
    { method: 'GET', path: '/', query: '', body: Buffer.alloc(0) },
    { accessKey: key.accessKey, secret: key.secret, timeMs: Date.now() },
  )
  await judge({
    facts: dialect,
    address: '203.0.113.7',
    certificate: null,
    permission: null,
    requestId: 'r2',
  })
  await stop()

  const { lastUse, slots, refusals } = await readKeyUsage(customer, key.id, { period: '24h', before: null })
  expect(lastUse?.address).toBe('203.0.113.7')
  expect(slots).toHaveLength(24)
  expect(slots.reduce((sum, { allowed }) => sum + allowed, 0)).toBe(2)
  expect(slots.reduce((sum, { refused }) => sum + refused, 0)).toBe(4)
  expect(
    refusals.map(({ reason, address, path, permission }) => [reason, address, path, permission]),
  ).toEqual([
    // That no rule names the route is no permission by that name.
    ['permission_missing', '203.0.113.7', '/v1/orders', null],
    ['timestamp_out_of_window', '203.0.113.7', '/v1/orders', 'orders.read'],
    ['bad_signature', '203.0.113.7', '/v1/orders', 'orders.read'],
    ['ip_not_allowed', '198.51.100.1', '/v1/orders', 'orders.read'],
  ])
  expect(refusals[1]?.skewMs).toBeLessThan(-3_599_000)
  const secrets = await database().apiKeySecret.findMany({ where: { apiKeyId: key.id } })
  expect(secrets.map(({ lastUsedAt }) => lastUsedAt)).toEqual([lastUse?.at])
})
