import { afterEach, expect, test } from 'vitest'
import { clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { testCustomer } from '@/test/customer'
import { deliverDue } from './deliver-due'
import { deliverNotice } from './deliver-notice'
import { deliveryTimes } from './delivery-times'
import { enqueueNotice } from './enqueue-notice'

afterEach(() => clock.shift(0))

const code = { template: 'otp_key_create', values: { code: '407318', minutes: 5 } } as const
const news = { template: 'password_changed', values: { address: '192.0.2.1' } } as const

async function enqueue(what: typeof code | typeof news): Promise<string> {
  const { customerId } = await testCustomer()
  const notice = { to: { customerId }, channel: 'email', ...what } as const
  return (await transaction((tx) => enqueueNotice(tx, notice))).id
}

test('news is the worker’s at once', async () => {
  await enqueue(news)
  expect(await deliverDue()).toBe(1)
})

test('a code is left to whoever wrote it, for a few seconds', async () => {
  const [own, forgotten] = [await enqueue(code), await enqueue(code)]
  expect(await deliverDue()).toBe(0)
  expect(await deliverNotice(own)).toBe('held')
  clock.shift(deliveryTimes.handoverSeconds + 1)
  expect(await deliverDue()).toBe(1)
  expect(await deliverNotice(forgotten)).toBe('held')
})
