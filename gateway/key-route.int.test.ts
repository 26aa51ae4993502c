import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/db/client'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { makeKey } from '@/test/keys'
import { signAs } from '@/test/sign-as'
import { makeApp } from './make-app'
import { routes } from './routes'

const app = makeApp('tls')
let base: string
let customer: TestCustomer

beforeAll(async () => {
  routes.tls(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  customer = await testCustomer()
  await giveCertificate(customer.customerId)
})
afterAll(() => app.close())

const none = Buffer.alloc(0)
async function inspect(
  key: { accessKey: string; secret: string },
  { timeMs = Date.now(), headers = {} }: { timeMs?: number; headers?: Record<string, string> } = {},
) {
  const facts = signAs.signet({ method: 'GET', path: '/v1/key', query: '', body: none }, { ...key, timeMs })
  const own = Object.fromEntries(facts.headers.filter(([name]) => name !== 'Host'))
  const answer = await fetch(`${base}/v1/key`, { headers: { ...own, ...headers } })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

test('a key is told what it may and how its request arrived', async () => {
  const addresses = ['127.0.0.0/8', '2001:db8::/32']
  const key = await makeKey(customer, { addresses, firstDay: '2026-01-01', lastDay: '2099-12-31' })
  const { status, body } = await inspect(key, { timeMs: Date.now() + 2_000 })
  expect(status).toBe(200)
  expect(body).toMatchObject({
    key: { id: key.id, accessKey: key.accessKey },
    customer: customer.accountId,
    ...{ dialect: 'signet', environment: 'live', permissions: ['market.read'], accounts: null, addresses },
    ...{ validFrom: '2025-12-31T16:00:00.000Z', validBefore: '2099-12-31T16:00:00.000Z' },
    seen: { address: '127.0.0.1' },
  })
  expect((body.seen as { skewMs: number }).skewMs).toBeGreaterThan(500)
})

test('nobody else is told anything; who has the key and may not use it, why', async () => {
  const key = await makeKey(customer, { addresses: ['203.0.113.1'] })
  expect(await inspect({ ...key, secret: 'sgs_wrong' })).toMatchObject({
    status: 401,
    body: { code: 'invalid_credentials' },
  })
  // Whoever forwards it, the connection's other end is what counts.
  const forged = {
    'X-Forwarded-For': '203.0.113.1',
    'X-Real-IP': '203.0.113.1',
    Forwarded: 'for=203.0.113.1',
  }
  expect(await inspect(key, { headers: forged })).toMatchObject({
    status: 403,
    body: { code: 'ip_not_allowed', address: '127.0.0.1' },
  })
})

test('a leaked secret turns its key off, and the answer does not say so', async () => {
  const key = await makeKey(customer)
  const report = (secret: string) =>
    fetch(`${base}/v1/leaked`, {
      method: 'POST',
      body: JSON.stringify({ secret }),
      headers: { 'content-type': 'application/json' },
    })
  const unknown = await report('sgs_nobody')
  expect((await inspect(key)).status).toBe(200)
  const known = await report(key.secret)
  expect([known.status, await known.text()]).toEqual([202, await unknown.text()])
  expect([...known.headers.keys()]).toEqual([...unknown.headers.keys()])
  expect(await inspect(key)).toMatchObject({ status: 403, body: { code: 'key_inactive' } })
  const [event] = await database().auditEvent.findMany({ where: { actorKind: 'leak' } })
  expect(event).toMatchObject({ objectId: key.id, address: '127.0.0.1' })
})

test.each(['POST', 'PUT', 'DELETE', 'HEAD'])('%s is not served', async (method) => {
  expect((await fetch(`${base}/v1/key`, { method })).status).toBe(405)
})
