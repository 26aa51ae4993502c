import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readKeyUsage } from '@/lib/usage/read-key-usage'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { makeKey } from '@/test/keys'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { serviceToken } from '@/test/service-token'
import { signAs } from '@/test/sign-as'
import { verifyClient } from '@/test/verify-client'

let gateways: LaunchedGateway[]
let clients: ReturnType<typeof verifyClient>[]
let customer: TestCustomer
let key: { id: string; accessKey: string; secret: string }

beforeAll(async () => {
  gateways = await Promise.all([launchGateway(), launchGateway()])
  const token = await serviceToken()
  clients = gateways.map(({ internal }) => verifyClient(internal, token))
  customer = await testCustomer()
  await giveCertificate(customer.customerId)
  key = await makeKey(customer)
})
afterAll(() => Promise.all(gateways.map((gateway) => gateway.stop())))

const day = { period: '24h', before: null } as const

/** What the key's page would show. */
async function usage() {
  const { slots, refusals } = await readKeyUsage(customer, key.id, day)
  const sum = (name: 'allowed' | 'refused') => slots.reduce((all, slot) => all + slot[name], 0)
  return { allowed: sum('allowed'), refused: sum('refused'), listed: refusals.length }
}

let made = 0
async function ask(gateway: number, secret = key.secret): Promise<void> {
  made += 1
  const unsigned = { method: 'GET', path: `/orders/${made}`, query: '', body: Buffer.alloc(0) }
  await clients[gateway]?.ask(signAs.signet(unsigned, { ...key, secret, timeMs: Date.now() }))
}

const shows = (expected: Awaited<ReturnType<typeof usage>>) =>
  vi.waitFor(async () => expect(await usage()).toEqual(expected), { timeout: 20_000, interval: 100 })

test('what two gateways count adds up; one that is killed takes nothing with it that was shown, one that stops nothing at all', async () => {
  for (let n = 0; n < 10; n += 1) await ask(n % 2)
  for (let n = 0; n < 4; n += 1) await ask(n % 2, 'sgs_another')
  await shows({ allowed: 10, refused: 4, listed: 4 })

  process.kill(gateways[0]?.pid ?? 0, 'SIGKILL')
  await ask(1)
  await ask(1, 'sgs_another')
  await gateways[1]?.stop()
  expect(await usage()).toEqual({ allowed: 11, refused: 5, listed: 5 })
})
