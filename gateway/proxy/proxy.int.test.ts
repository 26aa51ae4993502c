import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { policy } from '@/lib/policies/policy'
import { launchGateway } from '@/test/launch-gateway'
import { type LaunchedProxy, launchProxy } from '@/test/launch-proxy'
import { sendSigned } from '@/test/send-signed'
import { type TradingKey, tradingKey } from '@/test/trading-key'

let proxy: LaunchedProxy
let key: TradingKey
const all = policy()
  .permissions.map(({ id }) => id)
  .filter((id) => id !== 'funds.transfer')
const json = Buffer.from('{ "symbol":"2330",\n "note":"台積電" }')

beforeAll(async () => {
  proxy = await launchProxy()
  key = await tradingKey(all)
}, 120_000)
beforeEach(() => proxy.upstream.received.splice(0))
afterAll(() => proxy.stop())

describe('a signed request is passed on', () => {
  test.each(policy().dialects)('of %s, by GET and by POST, byte for byte', async (dialect) => {
    const one = await tradingKey(all, dialect)
    // Its time is in whole seconds: one in which the gateway was not there yet counts as seen.
    if (dialect === 'gate') await pause(1000 - (Date.now() % 1000))
    const form = dialect === 'binance' || dialect === 'mexc'
    const body = form ? Buffer.from('symbol=%E5%8F%B0&side=BUY') : json
    const got = one.sign({ query: 'symbol=BTC&symbol=ETH' })
    expect(await sendSigned(proxy.gateway.tls, got)).toMatchObject({ status: 200, text: '{}' })
    const posted = one.sign({ method: 'POST', body })
    expect(await sendSigned(proxy.gateway.tls, posted)).toMatchObject({ status: 200 })
    const [first, second] = proxy.upstream.received
    expect([first?.method, first?.target]).toEqual(['GET', `/v1/orders?${got.query}`])
    expect([second?.method, second?.target]).toEqual(['POST', '/v1/orders'])
    expect(second?.body.equals(posted.body ?? Buffer.alloc(0))).toBe(true)
    for (const { headers } of proxy.upstream.received)
      expect(headers).toMatchObject({
        'signet-customer': one.customer.accountId,
        'signet-key': one.accessKey,
        'signet-permissions': all.join(' '),
        'signet-environment': 'live',
        'signet-address': '127.0.0.1',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': 'api.example',
      })
  })

  test('without its credentials, and without what it claimed to be', async () => {
    const forged = [
      'Signet-Customer',
      'signet_customer',
      'SIGNET-PERMISSIONS',
      'Signet_Key_Id',
      'X-Forwarded-For',
      'X-Forwarded-Uri',
      'X_Forwarded_Host',
      'Forwarded',
      'X-Real-IP',
      'X-Original-URI',
      'X-Original-URL',
      'X-Rewrite-URL',
      'X-HTTP-Method-Override',
      'X-Method-Override',
      'Client-Cert',
      'Proxy-Authorization',
      'TE',
      'Keep-Alive',
      'X-Hop',
    ]
    const facts = key.sign({ method: 'POST', body: json })
    const more = forged.map((name): [string, string] => [name, 'forged'])
    const answer = await sendSigned(proxy.gateway.tls, facts, [
      ...more,
      ['Connection', 'close, X-Hop'],
      ['X-Own', 'kept'],
    ])
    expect(answer.status).toBe(200)
    const { headers = {} } = proxy.upstream.received[0] ?? {}
    expect(headers['x-own']).toBe('kept')
    expect(JSON.stringify(headers)).not.toContain('forged')
    expect(Object.keys(headers).filter((name) => /signature|timestamp|authorization/.test(name))).toEqual([])
    expect(headers['signet-key']).toBe(key.accessKey)
    expect(headers['signet-request-id']).toBe(answer.headers['signet-request-id'])
  })

  test.each(['', '?', '?a', '?a=1&a=2', "?note='x'&b=%20%2b", '?a=?b'])(
    'with %j as it stands',
    async (query) => {
      const facts = key.sign({ path: '/v1/a%20b', query: query.slice(1) })
      const path = query === '?' ? '/v1/a%20b?' : '/v1/a%20b'
      expect((await sendSigned(proxy.gateway.tls, { ...facts, path })).status).toBe(200)
      expect(proxy.upstream.received[0]?.target).toBe(`/v1/a%20b${query}`)
    },
  )

  test('with its answer as the upstream gave it', async () => {
    proxy.upstream.next((_request, response) => {
      response.writeHead(418, { 'x-limit': '5', 'set-cookie': ['a=1', 'b=2'], 'keep-alive': 'timeout=7' })
      response.write('one ')
      response.end('two')
    })
    const { status, text, headers } = await sendSigned(proxy.gateway.tls, key.sign({}))
    expect([status, text, headers['x-limit'], headers['set-cookie']]).toEqual([
      418,
      'one two',
      '5',
      ['a=1', 'b=2'],
    ])
    expect(headers['keep-alive'] ?? '').not.toContain('7')
  })
})

describe('what is not allowed does not reach the upstream', () => {
  test.each<[what: string, status: number, code: string, facts: () => ReturnType<TradingKey['sign']>]>([
    ['no credentials', 401, 'invalid_credentials', () => ({ ...key.sign({}), headers: [] })],
    [
      'a body that was changed',
      401,
      'invalid_credentials',
      () => ({ ...key.sign({ method: 'POST', body: json }), body: Buffer.from('{}') }),
    ],
    ['a body that was not signed', 401, 'invalid_credentials', () => ({ ...key.sign({}), body: json })],
    ['a method that no rule names', 403, 'permission_missing', () => key.sign({ method: 'OPTIONS' })],
    [
      'two dialects',
      401,
      'invalid_credentials',
      () => ({ ...key.sign({}), headers: [...key.sign({}).headers, ['X-MBX-APIKEY', key.accessKey]] }),
    ],
    ...[
      '//v1',
      '/v1//a',
      '/v1/./a',
      '/v1/../a',
      '/v1/%2e%2e/a',
      '/v1%2fa',
      '/v1;x=1',
      '/v1/%3b',
      '/v1%5ca',
      '/%41',
    ].map(
      (path) =>
        [path, 401, 'invalid_credentials', () => key.sign({ path })] as [
          string,
          number,
          string,
          () => ReturnType<TradingKey['sign']>,
        ],
    ),
  ])('%s', async (_, status, code, facts) => {
    const answer = await sendSigned(proxy.gateway.tls, facts())
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([status, code])
    expect(proxy.upstream.received).toEqual([])
  })

  test('a permission that the key lacks', async () => {
    const reader = await tradingKey(['account.read'])
    const ask = async (method: string) =>
      (await sendSigned(proxy.gateway.tls, reader.sign({ method, body: Buffer.alloc(0) }))).status
    expect([await ask('GET'), await ask('POST')]).toEqual([200, 403])
    expect(proxy.upstream.received.map(({ method }) => method)).toEqual(['GET'])
  })

  test('an address that the key does not allow, whatever the request says of its own', async () => {
    const elsewhere = await tradingKey(all, 'signet', { addresses: ['203.0.113.7'] })
    for (const forged of [
      '203.0.113.7',
      '203.0.113.7:80',
      '127.0.0.1, 203.0.113.7',
      '[2001:db8::1]:1',
      '9'.repeat(8000),
    ]) {
      const answer = await sendSigned(proxy.gateway.tls, elsewhere.sign({}), [
        ['X-Forwarded-For', forged],
        ['X-Real-IP', '203.0.113.7'],
        ['Signet-Address', '203.0.113.7'],
      ])
      expect(JSON.parse(answer.text)).toMatchObject({ code: 'ip_not_allowed', address: '127.0.0.1' })
    }
    expect(proxy.upstream.received).toEqual([])
  })
})

test.each<[what: string, text: string | null, sentence: RegExp]>([
  ['that is not there', null, /^The gateway can't read the route file \S+ \(ENOENT\)\.\n$/],
  [
    'that is wrong',
    'routes:\n  - path: a\n',
    /^The route file \S+ is not usable:\n {2}line 2, rule 1: lacks methods and permission\n$/,
  ],
])('it does not start with a route file %s', async (_, text, sentence) => {
  const path = join(process.env.SIGNET_DATA_DIR ?? '', `routes-${text === null}.yaml`)
  if (text !== null) writeFileSync(path, text)
  await expect(launchGateway({ UPSTREAM_URL: proxy.upstream.url, GATEWAY_ROUTES: path })).rejects.toThrow(
    sentence,
  )
})
