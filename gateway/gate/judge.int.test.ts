import { beforeEach, expect, test } from 'vitest'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import { deleteKey } from '@/lib/keys/delete-key'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { keyInput, makeKey } from '@/test/keys'
import { signAs } from '@/test/sign-as'
import { judge, onVerdict, type Verdict } from './judge'
import { refusalOf } from './refusal-of'

let customer: TestCustomer
let key: Awaited<ReturnType<typeof makeKey>>

beforeEach(async () => {
  customer = await testCustomer()
  await giveCertificate(customer.customerId)
  key = await makeKey(customer, { permissions: ['orders.read'], addresses: ['203.0.113.0/24'] })
})

function ask({
  secret = key.secret,
  address = '203.0.113.7',
  permission = 'orders.read',
  timeMs = Date.now(),
} = {}) {
  const unsigned = { method: 'GET', path: '/orders', query: '', body: Buffer.alloc(0) }
  const facts = signAs.signet(unsigned, { accessKey: key.accessKey, secret, timeMs })
  return judge({ facts, address, certificate: null, permission, requestId: 'r1' })
}

test('a key of a customer is known by what it was made with, and listeners hear of each verdict', async () => {
  const heard: Verdict[] = []
  onVerdict((verdict) => heard.push(verdict))
  const verdict = await ask()
  expect(verdict.decision).toMatchObject({
    decision: 'allow',
    record: { id: key.id, customerId: customer.customerId },
  })
  expect(heard).toEqual([verdict])
  expect(verdict.record?.accountId).toMatch(/\w/)
})

test.each([
  ['another secret', { secret: 'sgs_another' }, 401, { code: 'invalid_credentials' }],
  [
    'an address that is not its own',
    { address: '198.51.100.1' },
    403,
    { code: 'ip_not_allowed', address: '198.51.100.1' },
  ],
  [
    'a permission that it lacks',
    { permission: 'orders.trade' },
    403,
    { code: 'permission_missing', permission: 'orders.trade' },
  ],
  ['a clock that is wrong', { timeMs: Date.now() - 3_600_000 }, 401, { code: 'timestamp_out_of_window' }],
])('%s is refused', async (_, change, status, body) => {
  expect(refusalOf(await ask(change))).toMatchObject({ status, body: { ...body, requestId: 'r1' } })
})

test('a key that was turned off is inactive, one that was deleted unknown', async () => {
  await deactivateKey(customer, { id: key.id })
  expect((await ask()).decision).toMatchObject({ code: 'key_inactive' })
  await deleteKey(customer, { id: key.id, typedName: keyInput.name })
  expect((await ask()).decision).toMatchObject({ code: 'unknown_key', told: 'invalid_credentials' })
})
