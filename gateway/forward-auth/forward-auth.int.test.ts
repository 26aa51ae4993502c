import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { database } from '@/lib/db/client'
import type { RequestFacts } from '@/lib/signing/request'
import { documented, documentedAnswers } from '@/test/documented'
import { endedSession } from '@/test/ended-session'
import { issuedCertificate, revokeAsStaff } from '@/test/issued'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { type Headers, proxyAsks } from '@/test/proxy-asks'
import { serviceToken } from '@/test/service-token'
import { type TradingKey, tradingKey } from '@/test/trading-key'

let envoy: LaunchedGateway
let nginx: LaunchedGateway
let token = ''
const seen = new Set<string>()
let key: TradingKey
let reader: TradingKey
const json = Buffer.from('{"symbol":"2330"}')
const trusting = { TRUSTED_PROXIES: '127.0.0.1', CLIENT_CERT_HEADER: 'X-Client-Cert' }

beforeAll(async () => {
  await ensureAuthorities()
  await ensureServerCertificate()
  ;[envoy, nginx] = await Promise.all([
    launchGateway({ FORWARD_AUTH: 'envoy-with-body' }),
    launchGateway({ FORWARD_AUTH: 'nginx', ...trusting }),
  ])
  token = await serviceToken('proxy')
  key = await tradingKey(['account.read', 'orders.trade'])
  reader = await tradingKey(['account.read'])
}, 120_000)
afterAll(() => Promise.all([envoy.stop(), nginx.stop()]))

/** What is answered, once it is found to be as documented. */
async function told(operation: string, asked: Promise<Response>) {
  const answer = await asked
  seen.add(await documented(operation, answer.clone()))
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, code: text ? JSON.parse(text).code : null }
}
const asEnvoy = (facts: RequestFacts, more?: Headers) =>
  told(
    `${facts.method.toLowerCase()} /v1/ext-authz/{path}`,
    proxyAsks.envoy({ ...envoy, token }, facts, more),
  )
const asNginx = (facts: RequestFacts, more?: Headers) =>
  told('get /v1/forward-auth', proxyAsks.nginx({ ...nginx, token }, facts, more))

describe('Envoy, with the body', () => {
  test.each(['signet', 'binance', 'okx', 'bybit', 'gate', 'basic'] as const)(
    'is told who sends %s',
    async (dialect) => {
      const one = await tradingKey(['account.read', 'orders.trade'], dialect)
      const body = dialect === 'binance' ? Buffer.from('symbol=2330&side=BUY') : json
      for (const facts of [one.sign({ query: 'a=1&a=2' }), one.sign({ method: 'POST', body })]) {
        const { status, headers } = await asEnvoy(facts)
        expect(status).toBe(200)
        expect(headers.get('signet-customer')).toBe(one.customer.accountId)
        expect(headers.get('signet-key')).toBe(one.accessKey)
        expect(headers.get('signet-permissions')).toBe('account.read orders.trade')
        expect(headers.get('signet-address')).toBe('203.0.113.7')
        expect(headers.get('signet-session')).toBe('')
      }
    },
  )

  test.each<[what: string, status: number, code: string, facts: () => RequestFacts, more?: Headers]>([
    [
      'another body',
      401,
      'invalid_credentials',
      () => ({ ...key.sign({ method: 'POST', body: json }), body: Buffer.from('{}') }),
    ],
    [
      'a body of which a part came',
      401,
      'invalid_credentials',
      () => key.sign({ method: 'POST', body: json }),
      { 'x-envoy-auth-partial-body': 'true' },
    ],
    [
      'a compressed body',
      415,
      'encoding_refused',
      () => key.sign({ method: 'POST', body: json }),
      { 'content-encoding': 'gzip' },
    ],
    [
      'more than 1 MB',
      413,
      'body_too_large',
      () => key.sign({ method: 'POST', body: Buffer.alloc(1_048_577, '[') }),
    ],
    [
      'no token of the proxy',
      401,
      'token_refused',
      () => key.sign({}),
      { 'signet-service-token': 'sgt_none' },
    ],
    ['what the key may not', 403, 'permission_missing', () => reader.sign({ method: 'POST' })],
    ['a path with two slashes', 401, 'invalid_credentials', () => key.sign({ path: '//v1/orders' })],
  ])('is refused %s', async (_, status, code, facts, more) => {
    expect(await asEnvoy(facts(), more)).toMatchObject({ status, code })
  })

  test('is told nothing of an address that can not be decoded', async () => {
    const init = { method: 'POST', headers: { 'signet-service-token': token } }
    const answer = await fetch(`${envoy.internal}/v1/ext-authz/%ff`, init)
    seen.add(await documented('post /v1/ext-authz/{path}', answer))
    expect(answer.status).toBe(400)
  })
})

test.each([
  ['get /v1/forward-auth', () => `${envoy.internal}/v1/forward-auth`],
  ['post /v1/ext-authz/{path}', () => `${nginx.internal}/v1/ext-authz/v1/orders`],
])('%s is not for proxies of the other kind', async (operation, url) => {
  const headers = { 'signet-service-token': token }
  const asked = fetch(url(), { method: operation.split(' ')[0]?.toUpperCase() ?? '', headers })
  expect(await told(operation, asked)).toMatchObject({ status: 404, code: 'forward_auth_off' })
})

test.each([
  ['Envoy', 'POST', asEnvoy],
  ['nginx', 'GET', asNginx],
] as const)('%s hears of an address that failed too often when to come back', async (_, method, ask) => {
  const from = { 'x-real-ip': '198.51.100.9', 'x-forwarded-for': '198.51.100.9' }
  const guess = () => ask(key.sign({ method }), { ...from, 'Signet-Key': `sgk_${'1'.repeat(28)}` })
  await expect
    .poll(
      async () => {
        await Promise.all(Array.from({ length: 100 }, guess))
        const { status, headers, code } = await guess()
        return [status, code, headers.get('retry-after')]
      },
      { timeout: 30_000 },
    )
    .toEqual([429, 'invalid_credentials', '60'])
})

describe('nginx, without the body', () => {
  test.each(['signet', 'binance', 'okx', 'bybit', 'gate', 'basic'] as const)(
    'may pass on a GET of %s',
    async (dialect) => {
      const one = await tradingKey(['account.read'], dialect)
      expect((await asNginx(one.sign({ query: 'a=1' }))).status).toBe(200)
    },
  )

  test.each(['signet', 'okx', 'gate', 'bybit', 'binance', 'mexc'] as const)(
    'may not pass on a POST of %s, and the record says why',
    async (dialect) => {
      const one = await tradingKey(['orders.trade'], dialect)
      const body = dialect === 'binance' || dialect === 'mexc' ? Buffer.from('side=BUY') : json
      expect(await asNginx(one.sign({ method: 'POST', body }))).toMatchObject({
        status: 401,
        code: 'invalid_credentials',
      })
      await expect
        .poll(() => database().refusal.findFirst({ where: { apiKeyId: one.id } }), { timeout: 20_000 })
        .toMatchObject({ reason: 'body_not_available' })
    },
  )

  test.each<[what: string, status: number, code: string, facts: () => RequestFacts, more?: Headers]>([
    [
      'a request that it does not name',
      403,
      'proxy_misconfigured',
      () => key.sign({}),
      { 'x-original-uri': '' },
    ],
    [
      'a target that is forged elsewhere',
      401,
      'invalid_credentials',
      () => key.sign({ path: '/forged' }),
      { 'x-original-uri': '/v1/orders', 'x-forwarded-uri': '/forged' },
    ],
    ['a path in another form', 401, 'invalid_credentials', () => key.sign({ path: '/v1/%6frders' })],
    ['a path with ;', 401, 'invalid_credentials', () => key.sign({ path: '/v1/orders;x=1' })],
  ])('may not pass on %s', async (_, status, code, facts, more) => {
    expect(await asNginx(facts(), more)).toMatchObject({ status, code })
  })

  test('says the reason in a header too, and believes no address but the one that it is to', async () => {
    const one = await tradingKey(['account.read'], 'signet', { addresses: ['203.0.113.7'] })
    expect((await asNginx(one.sign({}))).status).toBe(200)
    const { status, headers } = await asNginx(one.sign({}), {
      'x-real-ip': '198.51.100.1',
      'x-forwarded-for': '203.0.113.7',
      'signet-address': '203.0.113.7',
    })
    expect([status, headers.get('signet-code')]).toEqual([403, 'ip_not_allowed'])
  })

  test('says to a session that has ended why, in headers too', async () => {
    const bearer = {
      ...key.sign({}),
      headers: [['Authorization', `Bearer ${await endedSession()}`] as const],
    }
    const { status, headers, code } = await asNginx(bearer)
    expect([status, code]).toEqual([401, 304])
    expect(Object.fromEntries(headers)).toMatchObject({
      ...{ 'signet-code': '304', 'signet-reason': 'key_deactivated', 'www-authenticate': 'Signet' },
      'cache-control': 'no-store',
    })
  })

  test('passes a certificate on, whose status counts each time', async () => {
    const one = await issuedCertificate()
    const other = await tradingKey(['account.read'])
    const header = { 'x-client-cert': encodeURIComponent(one.chain[0] ?? '') }
    expect(await asNginx(other.sign({}), header)).toMatchObject({ status: 401, code: 'certificate_mismatch' })
    await revokeAsStaff(one)
    expect(await asNginx(other.sign({}), { 'x-client-cert': 'garbage' })).toMatchObject({ status: 200 })
  })
})

test('both are told to wait while keys can not be looked up', async () => {
  const key = await tradingKey(['account.read', 'orders.trade'])
  await database().$executeRaw`ALTER TABLE api_key RENAME TO out_of_reach`
  const unavailable = { status: 503, code: 'unavailable' }
  expect(await asEnvoy(key.sign({ method: 'POST' }))).toMatchObject(unavailable)
  expect(await asNginx(key.sign({}))).toMatchObject(unavailable)
  await database().$executeRaw`ALTER TABLE out_of_reach RENAME TO api_key`
})

test('every answer that is documented was given, by one method as by all', () => {
  const asked = documentedAnswers.filter((answer) => /^get .*forward-auth|^post .*ext-authz/.test(answer))
  expect(asked.filter((answer) => !seen.has(answer))).toEqual([])
})
