import { createHash, randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { database } from '@/lib/db/client'
import { newSecret } from '@/lib/keys/credentials'
import { giveCertificate } from '@/test/certificate'
import { testCustomer } from '@/test/customer'
import { databaseRelay } from '@/test/database-relay'
import { type MadeKey, makeKey } from '@/test/keys'
import { serviceToken } from '@/test/service-token'
import { signAs } from '@/test/sign-as'
import { verifyClient } from '@/test/verify-client'
import { type Listener, makeApp } from './make-app'
import { giveUpLease, mayRemember, startLease } from './memory/process-lease'
import { openapiDocument } from './openapi/document'
import { routes } from './routes'

/** As of a proxy in front, which passes certificates on. */
Object.assign(process.env, {
  TRUSTED_PROXIES: '127.0.0.1',
  CLIENT_CERT_HEADER: 'client-cert',
  FORWARD_AUTH: 'nginx',
})
const relay = await databaseRelay(process.env.DATABASE_URL ?? '')
process.env.DATABASE_URL = relay.url

const apps = (['tls', 'internal'] as const).map((listener) => [listener, makeApp(listener)] as const)
const bases = {} as Record<Listener, string>
const shown = { 'client-cert': '' }
let key: MadeKey
let token = ''
let session = ''
let serial = ''

beforeAll(async () => {
  await ensureAuthorities()
  ;({ serialNumber: serial } = await database().certificateAuthority.findFirstOrThrow({
    where: { role: 'root' },
  }))
  for (const [listener, app] of apps) {
    routes[listener](app)
    await app.listen({ port: 0, host: '127.0.0.1' })
    bases[listener] = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  }
  startLease()
  await vi.waitFor(() => expect(mayRemember()).toBe(true), 20_000)
  token = await serviceToken()
  const customer = await testCustomer()
  const der = randomBytes(300)
  await giveCertificate(customer.customerId, { fingerprint: createHash('sha256').update(der).digest() })
  shown['client-cert'] = `:${der.toString('base64')}:`
  key = await makeKey(customer)
  session = (await (await ask('post /v1/sessions')).json()).token
  for (const operation of operations) await ask(operation)
})
afterAll(async () => {
  await Promise.all(apps.map(([, app]) => app.close()))
  await giveUpLease()
})

let sent = 0
function signed(method: string, path: string) {
  sent += 1
  const unsigned = { method, path, query: `n=${sent}`, body: Buffer.alloc(0) }
  return signAs.signet(unsigned, { ...key, timeMs: Date.now() })
}
const signedHeaders = (method: string, path: string) => {
  const { query, headers } = signed(method, path)
  return { target: `${path}?${query}`, headers: { ...shown, ...Object.fromEntries(headers.slice(1)) } }
}

type Asked = { target: string; headers?: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> }
const at = (target: string) => (): Asked => ({ target })
const bySession = (target: string) => (): Asked => ({
  target,
  headers: { ...shown, authorization: `Bearer ${session}` },
})
const json = { 'content-type': 'application/json' }
const asProxy = () => {
  const { target, headers } = signedHeaders('GET', '/v1/orders')
  const asks = { 'x-original-method': 'GET', 'x-original-uri': target, 'x-real-ip': '203.0.113.7' }
  return { ...headers, ...asks, 'signet-service-token': token }
}
const question = () => JSON.stringify(verifyClient('', '').question(signed('GET', '/v1/orders')))

/** Every operation: how it is asked, and what it answers with all of PostgreSQL away; and with the lease alone left. */
const table: Record<string, [ask: () => Asked, away: number, remembered: number]> = {
  'get /healthz': [at('/healthz'), 200, 200],
  'get /metrics': [at('/metrics'), 200, 200],
  'get /readyz': [at('/readyz'), 503, 503],
  'get /v1/openapi.json': [at('/v1/openapi.json'), 200, 200],
  'post /v1/verify': [
    () => ({
      target: '/v1/verify',
      headers: { ...json, authorization: `Bearer ${token}` },
      body: question(),
    }),
    ...([503, 200] as const),
  ],
  // What a key may not do is answered 403, from memory.
  ...Object.fromEntries(
    ['get', 'post', 'put', 'delete', 'patch'].flatMap((method) => [
      [`${method} /v1/forward-auth`, [() => ({ target: '/v1/forward-auth', headers: asProxy() }), 503, 403]],
      [
        `${method} /v1/ext-authz/{path}`,
        [() => ({ target: '/v1/ext-authz/v1/orders', headers: asProxy() }), 503, 404],
      ],
    ]),
  ),
  'get /v1/key': [() => signedHeaders('GET', '/v1/key'), 503, 200],
  'post /v1/leaked': [
    () => ({ target: '/v1/leaked', headers: json, body: JSON.stringify({ secret: newSecret() }) }),
    ...([503, 503] as const),
  ],
  'post /v1/sessions': [() => signedHeaders('POST', '/v1/sessions'), 503, 503],
  'get /v1/sessions/current': [bySession('/v1/sessions/current'), 503, 503],
  'get /v1/sessions/current/events': [bySession('/v1/sessions/current/events'), 503, 200],
  'get /v1/certificate': [() => ({ target: '/v1/certificate', headers: shown }), 503, 503],
  'get /ca/chain.pem': [at('/ca/chain.pem'), 503, 503],
  'get /ca/{serial}.cer': [() => ({ target: `/ca/${serial}.cer` }), 503, 503],
  'get /ca/crl/root': [at('/ca/crl/root'), 503, 503],
  'get /ca/crl/root/{serial}': [() => ({ target: `/ca/crl/root/${serial}` }), 503, 503],
  'get /ca/crl/{number}': [at('/ca/crl/1'), 503, 503],
  // OCSP says "try later" in its own words.
  'get /ca/ocsp': [at('/ca/ocsp'), 200, 200],
  'get /ca/ocsp/{request}': [at('/ca/ocsp/MAA'), 200, 200],
  'post /ca/ocsp': [
    () => ({ target: '/ca/ocsp', headers: { 'content-type': 'application/ocsp-request' }, body: 'x' }),
    ...([200, 200] as const),
  ],
  // Last: it would end the session.
  'delete /v1/sessions/current': [bySession('/v1/sessions/current'), 503, 503],
}
const operations = Object.keys(table).filter((operation) => operation !== 'delete /v1/sessions/current')
const internal = /^\w+ \/(healthz|metrics|readyz|v1\/(verify|forward-auth|ext-authz))/

async function ask(operation: string): Promise<Response> {
  const { target, ...init } = table[operation]?.[0]() ?? { target: '' }
  const base = bases[internal.test(operation) ? 'internal' : 'tls']
  const answer = await fetch(base + target, { method: operation.split(' ')[0]?.toUpperCase(), ...init })
  if (answer.headers.get('content-type') === 'text/event-stream') await answer.body?.cancel()
  return answer
}

/** A login without a key, of which the certificate may be remembered. */
const byPassword = () =>
  fetch(`${bases.tls}/v1/sessions`, {
    method: 'POST',
    headers: { ...shown, ...json },
    body: '{"id":"A123456789","password":"a right long password"}',
  })

test('every operation that there is stands in the table', () => {
  const { paths } = openapiDocument()
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )
  expect(Object.keys(table).sort()).toEqual(all.sort())
})

test('what has to be looked up or written is answered 503 while only the lease is left', async () => {
  relay.cut('signet-lease')
  for (const [operation, [, , status]] of Object.entries(table))
    expect([operation, (await ask(operation)).status]).toEqual([operation, status])
  expect((await byPassword()).status).toBe(503)
  expect(mayRemember()).toBe(true)
})

test('and everything while there is no database at all, with when to come back', async () => {
  relay.cut()
  await vi.waitFor(() => expect(mayRemember()).toBe(false), 20_000)
  for (const [operation, [, status]] of Object.entries(table)) {
    const answer = await ask(operation)
    expect([operation, answer.status]).toEqual([operation, status])
    if (status === 503 && operation !== 'get /readyz')
      expect([operation, answer.headers.get('retry-after')]).toEqual([operation, '1'])
  }
  expect((await byPassword()).status).toBe(503)
})
