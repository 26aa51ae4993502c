import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newAccessKey } from '@/lib/keys/credentials'
import { headOf } from '@/test/raw-connection'
import { type RecordingUpstream, recordingUpstream } from '@/test/recording-upstream'
import { type TradingKey, tradingKey } from '@/test/trading-key'
import { makeApp } from '../make-app'
import { proxyRoutes } from './proxy-routes'

process.env.TRUSTED_PROXIES = '127.0.0.1'
const app = makeApp('tls')
let upstream: RecordingUpstream
let key: TradingKey
const body = Buffer.from(`[${'1'.repeat(999_998)}]`)

beforeAll(async () => {
  upstream = await recordingUpstream()
  proxyRoutes(app, upstream.url)
  await app.listen({ port: 0, host: '127.0.0.1' })
  // Who waits for the body is found out sooner.
  Object.assign(app.server, { requestTimeout: 500 })
  key = await tradingKey(['orders.trade'])
})
afterAll(async () => {
  await app.close()
  await upstream.close()
})

type Change = { path?: string; more?: string[]; key?: string; drop?: boolean }
const statusOf = (said: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1])

/** The head of a signed POST of nearly 1 MB, with a change. */
function head({ path = '/v1/orders', more = [], key: accessKey, drop = false }: Change = {}): string {
  const facts = key.sign({ method: 'POST', path, body })
  const headers = facts.headers.map(([name, value]) => [
    name,
    name === 'Signet-Key' ? (accessKey ?? value) : value,
  ])
  const kept = drop ? facts.headers.slice(0, 1) : (headers as [string, string][])
  return headOf({ ...facts, headers: kept }, `Content-Length: ${body.length}`, ...more)
}

/** Sends a text. @returns what is answered first, and the connection */
async function send(text: string) {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(text)
  const [said] = (await once(socket, 'data')) as [Buffer]
  return { said: said.toString(), socket }
}

test.each<[what: string, change: Change]>([
  ['no credentials', { drop: true }],
  ['a path that can be read in two ways', { path: '/v1//orders' }],
  ['a header twice', { more: [`Signet-Timestamp: ${Date.now()}`] }],
  ['two dialects', { more: ['X-MBX-APIKEY: sgk_accessKey'] }],
  ['an access key of no form', { key: "sgk_' OR 1=1" }],
  ['an access key that was mistyped', { key: `${newAccessKey()}1` }],
  ['a made-up token', { drop: true, more: [`Authorization: Bearer sgn_${'1'.repeat(50)}`] }],
  ['a scheme that nobody knows', { drop: true, more: ['Authorization: Digest x'] }],
])('%s: refused before a byte of the body is there', async (_, change) => {
  const { said, socket } = await send(head(change))
  socket.destroy()
  expect(statusOf(said)).toBe(401)
  expect(said).toContain('invalid_credentials')
})

const from = (address: string) => `X-Forwarded-For: ${address}`

/** Fails so many times from an address. */
async function fail(address: string, times: number): Promise<void> {
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const headers = { ...Object.fromEntries(key.sign({}).headers.slice(1)), 'x-forwarded-for': address }
  const failOnce = async () => (await fetch(`${origin}/v1/other`, { headers })).arrayBuffer()
  for (let left = times; left > 0; left -= 30)
    await Promise.all(Array.from({ length: Math.min(left, 30) }, failOnce))
}

test('so is an address that failed too often, whatever it brings; another one is heard', async () => {
  await fail('203.0.113.7', 300)
  const { said, socket } = await send(head({ more: [from('203.0.113.7')] }))
  socket.destroy()
  expect(statusOf(said)).toBe(429)
  const other = await send(head() + body.toString())
  other.socket.destroy()
  expect(statusOf(other.said)).toBe(200)
})

test('an address that failed too often while its body was on its way is refused with it', async () => {
  await fail('203.0.113.8', 299)
  const { said, socket } = await send(head({ more: [from('203.0.113.8'), 'Expect: 100-continue'] }))
  // So far it may be heard.
  expect(statusOf(said)).toBe(100)
  await fail('203.0.113.8', 1)
  socket.write(body)
  const [answer] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  expect(statusOf(answer.toString())).toBe(429)
})

test('what is left of its body is read over, and its connection goes on', async () => {
  const { said, socket } = await send(head({ drop: true }))
  expect(statusOf(said)).toBe(401)
  socket.write(body)
  socket.write(headOf(key.sign({ method: 'POST' }), 'Content-Length: 0'))
  const [again] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  expect(statusOf(again.toString())).toBe(200)
  expect(upstream.received.at(-1)?.body).toHaveLength(0)
})
