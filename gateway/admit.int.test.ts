import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import type { RequestFacts } from '@/lib/signing/request'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { headOf, rawConnection } from '@/test/raw-connection'
import { type RecordingUpstream, recordingUpstream } from '@/test/recording-upstream'
import { sendSigned } from '@/test/send-signed'
import { serviceToken } from '@/test/service-token'
import { type TradingKey, tradingKey } from '@/test/trading-key'
import { admit } from './admit'
import { identityNames } from './identity-headers'

let gateway: LaunchedGateway
let upstream: RecordingUpstream
let bot: TradingKey
let token = ''
const unsigned = { method: 'GET', path: '/api/v3/time', query: '', body: Buffer.alloc(0) }
const time: RequestFacts = { ...unsigned, headers: [] }

beforeAll(async () => {
  await ensureAuthorities()
  await ensureServerCertificate()
  upstream = await recordingUpstream()
  gateway = await launchGateway({ UPSTREAM_URL: upstream.url, FORWARD_AUTH: 'nginx' })
  bot = await tradingKey(['account.read', 'orders.trade'], 'binance')
  token = await serviceToken('proxy')
}, 120_000)
beforeEach(() => upstream.received.splice(0))
afterAll(async () => {
  await gateway.stop()
  await upstream.close()
})

test('a bot of an exchange asks for the time unsigned, and then sends a signed order', async () => {
  expect((await sendSigned(gateway.tls, time)).status).toBe(200)
  const order = bot.sign({ method: 'POST', path: '/api/v3/order', body: Buffer.from('symbol=2330&side=BUY') })
  expect((await sendSigned(gateway.tls, order)).status).toBe(200)
  const [first, second] = upstream.received
  expect([first?.method, first?.target]).toEqual(['GET', '/api/v3/time'])
  expect(Object.keys(first?.headers ?? {}).filter((name) => name.startsWith('signet-'))).toEqual([
    'signet-address',
    'signet-request-id',
  ])
  expect(first?.headers).toMatchObject({ 'signet-address': '127.0.0.1', 'x-forwarded-for': '127.0.0.1' })
  expect(second?.headers['signet-customer']).toBe(bot.customer.accountId)
})

test.each<[what: string, facts: () => RequestFacts]>([
  ['right', () => bot.sign(unsigned)],
  ['wrong', () => ({ ...bot.sign(unsigned), query: 'signature=00' })],
  [
    'of two dialects',
    () => ({ ...time, headers: [...bot.sign(unsigned).headers, ['Signet-Key', 'forged']] }),
  ],
])('credentials that are %s are not judged there, but taken away', async (_, facts) => {
  const forged = ['Signet-Customer', 'Signet_Permissions', 'Authorization', 'X-Forwarded-For', 'X-Real-IP']
  const more = forged.map((name): [string, string] => [name, 'forged'])
  const sent = facts()
  expect((await sendSigned(gateway.tls, sent, more)).status).toBe(200)
  const [got] = upstream.received
  expect(got?.target).toBe(sent.query ? `/api/v3/time?${sent.query}` : '/api/v3/time')
  expect(JSON.stringify(got?.headers)).not.toContain('forged')
  expect(got?.headers).not.toHaveProperty('x-mbx-apikey')
})

test.each<[what: string, change: Partial<RequestFacts>]>([
  ['another method', { method: 'POST' }],
  ['another path', { path: '/api/v3/order' }],
  ['what lies below', { path: '/api/v3/time/1' }],
  ['a path that leads elsewhere', { path: '/api/v3/order/../time' }],
  ['two slashes', { path: '/api/v3//time' }],
  ['an escape that needs none', { path: '/api/v3/%74ime' }],
  ['a parameter of a segment', { path: '/api/v3/time;a=b' }],
])('%s is not public', async (_, change) => {
  const { status, text } = await sendSigned(gateway.tls, { ...time, ...change })
  expect([status, JSON.parse(text).code]).toEqual([401, 'invalid_credentials'])
  expect(upstream.received).toEqual([])
})

test('nor is a connection that stays open', async () => {
  const upgrade = ['Host: a', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']
  const connection = await rawConnection(gateway.tls)
  connection.socket.write(headOf(time, ...upgrade, 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='))
  expect(await connection.end()).toMatch(/^HTTP\/1\.1 401 /)
})

test('a proxy that asks is answered with nobody', async () => {
  const { status, headers } = await fetch(`${gateway.internal}/v1/forward-auth`, {
    headers: {
      ...{ 'signet-service-token': token, 'signet-customer': 'forged', authorization: 'Bearer forged' },
      ...{ 'x-original-method': 'GET', 'x-original-uri': '/api/v3/time', 'x-real-ip': '203.0.113.7' },
    },
  })
  expect(status).toBe(200)
  expect(identityNames.map((name) => headers.get(name))).toEqual([
    ...['', '', '', '', '', '', '203.0.113.7'],
    expect.stringMatching(/^[0-9a-f-]{36}$/),
  ])
})

test('an address that asks for more than a key might has to wait, and no other', async () => {
  const ask = (address: string) => admit({ facts: time, address, certificate: null, requestId: 'r1' })
  // The minute may turn once.
  let last = await ask('203.0.113.7')
  for (let sent = 0; 'identity' in last && sent < 12_001; sent += 1) last = await ask('203.0.113.7')
  expect(last).toMatchObject({
    refusal: { status: 429, body: { code: 'rate_limited_address', requestId: 'r1' } },
  })
  expect(await ask('203.0.113.8')).toHaveProperty('identity')
})
