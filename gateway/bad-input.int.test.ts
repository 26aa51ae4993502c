import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newAccessKey } from '@/lib/keys/credentials'
import { giveCertificate } from '@/test/certificate'
import { testCustomer } from '@/test/customer'
import { makeKey } from '@/test/keys'
import { serviceToken } from '@/test/service-token'
import { signAs } from '@/test/sign-as'
import { verifyClient } from '@/test/verify-client'
import { makeApp } from './make-app'
import { routes } from './routes'

process.env.FORWARD_AUTH = 'nginx'
const apps = { tls: makeApp('tls'), internal: makeApp('internal') }
let key: { accessKey: string; secret: string }
let client: ReturnType<typeof verifyClient>
let token: string

beforeAll(async () => {
  for (const name of ['tls', 'internal'] as const) {
    routes[name](apps[name])
    await apps[name].listen({ port: 0, host: '127.0.0.1' })
  }
  token = await serviceToken()
  client = verifyClient(`http://127.0.0.1:${portOf('internal')}`, token)
  const customer = await testCustomer()
  await giveCertificate(customer.customerId)
  key = await makeKey(customer, { permissions: ['account.read'] })
})
afterAll(() => Promise.all(Object.values(apps).map((app) => app.close())))

const portOf = (name: 'tls' | 'internal') => (apps[name].server.address() as AddressInfo).port
let sent = 0
function signed(change: Record<string, string> = {}) {
  sent += 1
  const unsigned = { method: 'GET', path: '/v1/key', query: `n=${sent}`, body: Buffer.alloc(0) }
  const facts = signAs.signet(unsigned, { ...key, timeMs: Date.now() })
  const headers = facts.headers.map(([name, value]) => [name, change[name] ?? value] as const)
  return { ...facts, headers }
}

/** Sends bytes as they are. @param hangUp without waiting for an answer @returns the status; 0 when the connection was closed without one */
async function send(name: 'tls' | 'internal', text: string, hangUp = false): Promise<number> {
  const socket = connect(portOf(name), '127.0.0.1')
  let said = ''
  socket.on('data', (chunk) => {
    said += chunk.toString('latin1')
  })
  socket.on('error', () => {})
  socket.write(Buffer.from(text, 'latin1'))
  if (hangUp) socket.end()
  await once(socket, 'close')
  return Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1] ?? 0)
}
const head = (facts: { query: string; headers: readonly (readonly [string, string])[] }, ...more: string[]) =>
  [`GET /v1/key?${facts.query} HTTP/1.1`, ...facts.headers.map((pair) => pair.join(': ')), ...more]
    .concat('Connection: close', '', '')
    .join('\r\n')

test('the request that all of these change is let in', async () => {
  expect(await send('tls', head(signed()))).toBe(200)
})

test.each([
  ['a header twice', () => head(signed(), `Signet-Key: ${key.accessKey}`), 401],
  ['two dialects', () => head(signed(), `X-MBX-APIKEY: ${key.accessKey}`), 401],
  ['Basic beside a signature', () => head(signed(), 'Authorization: Basic c2drOnNncw=='), 401],
  [
    'a header missing',
    () =>
      head({
        ...signed(),
        headers: [
          ['Host', 'x'],
          ['Signet-Key', key.accessKey],
        ],
      }),
    401,
  ],
  ['16 kB in one header', () => head(signed({ 'Signet-Key': 'k'.repeat(16_384) })), 431],
  ['10 kB of access key', () => head(signed({ 'Signet-Key': 'k'.repeat(10_000) })), 401],
  ['SQL', () => head(signed({ 'Signet-Key': "sgk_' OR '1'='1" })), 401],
  ['bytes that are no ASCII', () => head(signed({ 'Signet-Key': 'sgk_\xe9\x87\x91' })), 401],
  ['a time that is no number', () => head(signed({ 'Signet-Timestamp': 'NaN' })), 401],
  ['a time of the far future', () => head(signed({ 'Signet-Timestamp': '9999999999999999' })), 401],
  ['a time with a fraction', () => head(signed({ 'Signet-Timestamp': `${Date.now()}.5` })), 401],
  ['an escape of a letter in its path', () => head(signed()).replace('/v1/key', '/v1/%6bey'), 401],
  ['a query in other words', () => head(signed()).replace('?n=', '?%6e='), 401],
  ['a parameter more', () => head(signed()).replace(' HTTP/1.1', '&a=1 HTTP/1.1'), 401],
  ['seconds for milliseconds', () => head(signed({ 'Signet-Timestamp': '1700000000' })), 401],
  ['a body that its signature does not cover', () => `${head(signed(), 'Content-Length: 1')}x`, 401],
  ['two lengths', () => `${head(signed(), 'Content-Length: 1', 'Content-Length: 2')}x`, 400],
  [
    'a length and chunks',
    () => `${head(signed(), 'Content-Length: 1', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
    400,
  ],
] as const)('%s is refused', async (_, text, status) => {
  expect(await send('tls', text())).toBe(status)
})

/** Headers twice, long and forged, as they come to the gateway when a proxy asks with all that its client sent. */
test.each<[what: string, status: number, more: string[]]>([
  ['nothing else', 200, []],
  ['a header of 16 kB', 431, [`Signet-Other: ${'x'.repeat(16_384)}`]],
  ['a header twice', 401, ['SIGNET-TIMESTAMP: 1700000000000']],
  ['two dialects', 401, ['X-MBX-APIKEY: sgk_accessKey']],
  ['two targets', 403, ['X-Original-URI: /v1/orders']],
  ['two methods', 403, ['X-Original-Method: GET']],
  ['two tokens of the proxy', 401, ['Signet-Service-Token: sgt_none']],
  [
    'another target elsewhere',
    200,
    ['X-Forwarded-Uri: /x', 'X-Forwarded-Method: DELETE', 'Signet-Customer: x'],
  ],
  ['other addresses', 200, ['X-Forwarded-For: [2001:db8::1]:443, 198.51.100.1:80', 'Forwarded: for=1.1.1.1']],
])('asked by nginx with %s', async (_, status, more) => {
  const facts = signed()
  const lines = facts.headers.map((pair) => pair.join(': '))
  const asks = ['X-Original-Method: GET', `X-Original-URI: /v1/key?${facts.query}`, 'X-Real-IP: 203.0.113.7']
  const own = [`Signet-Service-Token: ${token}`, 'Connection: close', '', '']
  const text = ['GET /v1/forward-auth HTTP/1.1', ...lines, ...asks, ...more, ...own].join('\r\n')
  expect(await send('internal', text)).toBe(status)
})

describe('a question', () => {
  const line = (length: string) =>
    `POST /v1/verify HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nConnection: close\r\n${length}\r\n\r\n`
  const question = () => JSON.stringify(client.question(signed()))

  test('may come in chunks', async () => {
    const text = question()
    expect(
      await send(
        'internal',
        `${line('Transfer-Encoding: chunked')}${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`,
      ),
    ).toBe(200)
  })

  test('that is shorter or longer than it says is none', async () => {
    const text = question()
    expect(await send('internal', `${line(`Content-Length: ${text.length - 5}`)}${text}`)).toBe(400)
    expect([0, 400]).toContain(
      await send('internal', `${line(`Content-Length: ${text.length + 5}`)}${text}`, true),
    )
  })

  test.each([
    ['SQL', "sgk_'; DROP TABLE api_key; --", 'malformed_request'],
    ['other letters', 'sgk_金鑰金鑰', 'malformed_request'],
    ['10 kB', 'k'.repeat(10_000), 'malformed_request'],
    ['a wrong checksum', 'sgk_1111111111111111111111111111', 'unknown_key'],
    ['one that nobody has', newAccessKey(), 'unknown_key'],
  ])('about an access key that is %s', async (_, accessKey, code) => {
    expect((await client.ask(signed({ 'Signet-Key': accessKey }))).code).toBe(code)
  })

  test('about a header that came twice, and one of 16 kB', async () => {
    const facts = signed()
    const twice = { ...facts, headers: [...facts.headers, ['SIGNET-KEY', key.accessKey] as const] }
    expect((await client.ask(twice)).code).toBe('malformed_request')
    const long = { ...facts, headers: [...facts.headers, ['X-Other', 'x'.repeat(16_384)] as const] }
    expect((await client.ask(long)).code).toBe('ok')
  })
})
