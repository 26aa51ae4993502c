import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { announceChange } from '@/lib/changes/announce-change'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { suspendCustomer } from '@/lib/identity/suspend-customer'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { headOf, rawConnection } from '@/test/raw-connection'
import { type RecordingUpstream, recordingUpstream } from '@/test/recording-upstream'
import { testStaff, withReason } from '@/test/staff'
import { type TradingKey, tradingKey } from '@/test/trading-key'
import { echo, webSocketAccept, webSocketHead, webSocketNonce } from '@/test/web-socket'
import { makeApp } from '../make-app'
import { tlsOptions } from '../tls-options'
import { proxyRoutes } from './proxy-routes'

let gateway: LaunchedGateway
let upstream: RecordingUpstream
let key: TradingKey
const seen: IncomingMessage[] = []
const sockets: Duplex[] = []

beforeAll(async () => {
  await ensureAuthorities()
  await ensureServerCertificate()
  upstream = await recordingUpstream()
  upstream.onUpgrade((request, socket, head) => {
    seen.push(request)
    sockets.push(socket)
    socket.on('error', () => {})
    if (request.url === '/refuses')
      return void socket.end('HTTP/1.1 409 Conflict\r\nContent-Length: 4\r\nX-Why: full\r\n\r\nfull')
    if (request.url === '/breaks') return void socket.destroy()
    if (request.url === '/silent') return
    echo(socket, head)
  })
  gateway = await launchGateway({ UPSTREAM_URL: upstream.url, UPSTREAM_TIMEOUT_SECONDS: '1' })
  key = await tradingKey(['account.read'])
}, 120_000)
afterAll(async () => {
  await gateway.stop()
  await upstream.close()
})

async function open(path: string, change = (head: string) => head) {
  const connection = await rawConnection(gateway.tls)
  connection.socket.write(change(headOf(key.sign({ path }), ...webSocketHead)))
  return connection
}

describe('a signed upgrade', () => {
  test('reaches the upstream with who sent it, and then bytes go both ways', async () => {
    const connection = await open('/stream', (head) => `${head}early `)
    expect(await connection.until('hello early ')).toMatch(
      new RegExp(
        `^HTTP/1\\.1 101 [\\s\\S]*sec-websocket-accept: ${webSocketAccept.replaceAll('+', '\\+')}`,
        'i',
      ),
    )
    connection.socket.write('späť')
    await connection.until(Buffer.from('späť').toString('latin1'))
    expect(seen.at(-1)?.headers).toMatchObject({
      'signet-customer': key.customer.accountId,
      'sec-websocket-key': webSocketNonce,
      upgrade: 'websocket',
    })
    expect(seen.at(-1)?.headers['signet-signature']).toBeUndefined()
    sockets.at(-1)?.end('bye')
    expect(await connection.end()).toMatch(/bye$/)
  })

  test('whose client is gone leaves no connection behind', async () => {
    const connection = await open('/stream')
    await connection.until('hello')
    const upstreams = sockets.at(-1)
    connection.socket.destroy()
    await new Promise((resolve) => upstreams?.once('close', resolve))
  })

  test.each([
    ['/refuses', /^HTTP\/1\.1 409 Conflict\r\n[\s\S]*x-why: full[\s\S]*full$/i],
    ['/breaks', /^HTTP\/1\.1 502 Bad Gateway\r\n[\s\S]*upstream_unreachable/],
    ['/silent', /^HTTP\/1\.1 504 Gateway Timeout\r\n[\s\S]*upstream_timeout/],
  ])('that the upstream does not take (%s) is told so', async (path, answer) => {
    expect(await (await open(path)).end()).toMatch(answer)
  })

  test.each<[what: string, status: number, code: string, change: (head: string) => string]>([
    ['by somebody else', 401, 'invalid_credentials', (head) => head.replace(/(Signature: .{10})../, '$1ff')],
    ['to another protocol', 400, 'upgrade_refused', (head) => head.replace('websocket', 'h2c')],
    [
      'with a body',
      400,
      'upgrade_refused',
      (head) => head.replace('Upgrade: ', 'Content-Length: 3\r\nUpgrade: '),
    ],
    ['by POST', 400, 'upgrade_refused', (head) => head.replace('GET', 'POST')],
  ])('%s is refused before the upstream sees it', async (_, status, code, change) => {
    const before = seen.length
    const answer = await (await open('/stream', change)).end()
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*"code":"${code}"`))
    expect(seen.length).toBe(before)
  })
})

test('a route of the gateway itself answers an upgrade as any other request', async () => {
  const connection = await open('/v1/certificate')
  expect(await connection.end()).toMatch(/^HTTP\/1\.1 401 [\s\S]*certificate_required/)
})

describe('an open connection ends', () => {
  async function opened(values: Partial<Parameters<typeof tradingKey>[2]> = {}) {
    const own = await tradingKey(['account.read'], 'signet', values)
    const connection = await rawConnection(gateway.tls)
    connection.socket.write(headOf(own.sign({ path: '/stream' }), ...webSocketHead))
    await connection.until('hello')
    return { own, connection }
  }

  test('with its key, and that of another key stays', async () => {
    const [one, other] = [await opened(), await opened()]
    await deactivateKey(one.own.customer, { id: one.own.id })
    await one.connection.end()
    other.connection.socket.write('still here')
    await other.connection.until('still here')
    other.connection.socket.destroy()
  })

  test('with the suspension of its customer', async () => {
    const { own, connection } = await opened()
    const { customerId } = own.customer
    const { revision } = await database().customer.findUniqueOrThrow({ where: { id: customerId } })
    await suspendCustomer(withReason(await testStaff('security')), { customerId, revision })
    await connection.end()
  })

  test('when a date has come, of which nobody tells', async () => {
    const { own, connection } = await opened()
    await database().apiKey.update({
      where: { id: own.id },
      data: { windowRule: 'between', validBefore: new Date() },
    })
    // As a key that is remembered knows its dates: heard of something of its customer that ends nothing.
    await transaction((tx) =>
      announceChange(tx, {
        kind: 'token',
        id: randomUUID(),
        customerId: own.customer.customerId,
        ends: null,
      }),
    )
    await connection.end()
  })
})

test('a listener that closes does not wait for connections that stay open', async () => {
  const options = await tlsOptions()
  const app = makeApp('tls', options)
  proxyRoutes(app, upstream.url)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const connection = await rawConnection(`https://127.0.0.1:${port}`)
  connection.socket.write(headOf(key.sign({ path: '/stream' }), ...webSocketHead))
  await connection.until('hello')
  await app.close()
  await connection.end()
})
