import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { headOf, rawConnection } from '@/test/raw-connection'
import type { Unsigned } from '@/test/sign-as'
import { type TradingKey, tradingKey } from '@/test/trading-key'
import { makeApp } from './make-app'
import { longestBodyBytes } from './proxy/body-room'
import { proxyRoutes } from './proxy/proxy-routes'

process.env.UPSTREAM_TIMEOUT_SECONDS = '1'
const app = makeApp('tls')
const body = Buffer.alloc(longestBodyBytes, 'a')
/** What the trading API is answering now, the most that it ever was at once, and what it was asked. */
const seen = { now: 0, most: 0, asked: [] as string[] }
let letGo: (() => void)[] = []

/** A trading API that answers much, never, with all that wait for it at once, or what it was asked. */
const upstream = createServer(async (request, response) => {
  const url = (request.url ?? '').replace(/\?.*/, '')
  seen.now += 1
  seen.most = Math.max(seen.most, seen.now)
  seen.asked.push(url)
  response.once('close', () => {
    seen.now -= 1
  })
  const hash = createHash('sha256')
  for await (const chunk of request) hash.update(chunk)
  if (url === '/silent') return
  if (url === '/much') return void response.end(Buffer.alloc(20_000_000))
  if (url === '/together') await new Promise<void>((resolve) => letGo.push(resolve))
  response.end(`<${url} ${hash.digest('hex')}>`)
})

let key: TradingKey
let origin = ''

beforeAll(async () => {
  upstream.listen(0, '127.0.0.1')
  await once(upstream, 'listening')
  proxyRoutes(app, `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`)
  await app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  key = await tradingKey(['account.read', 'orders.trade'])
})
beforeEach(() => {
  letGo = []
  Object.assign(seen, { most: 0, asked: [] })
})
afterAll(async () => {
  upstream.closeAllConnections()
  upstream.close()
  await app.close()
})

let signed = 0
/** One that was never sent before. */
const sign = (request: Partial<Unsigned>) => key.sign({ ...request, query: `n=${++signed}` })
const get = (path: string) => headOf(sign({ path }))
const post = (path: string) =>
  headOf(sign({ method: 'POST', path, body }), `Content-Length: ${body.length}`) + body.toString()

/** Writes all of it at once. */
async function send(...requests: string[]) {
  const connection = await rawConnection(origin)
  connection.socket.write(requests.join(''))
  return connection
}

test('what was sent ahead is answered in turn, each before the next is asked', async () => {
  const { socket, until } = await send(get('/1'), post('/2'), get('/3'), get('/4'), post('/5'))
  const said = await until('</5')
  socket.destroy()
  const none = createHash('sha256').digest('hex')
  const whole = createHash('sha256').update(body).digest('hex')
  const answers = [...said.matchAll(/<.*?>/g)].map(String)
  const expected = [`/1 ${none}`, `/2 ${whole}`, `/3 ${none}`, `/4 ${none}`, `/5 ${whole}`]
  expect(answers).toEqual(expected.map((one) => `<${one}>`))
  expect(seen.most).toBe(1)
})

test('nothing is kept at the trading API for who goes', async () => {
  const { socket } = await send(...Array.from({ length: 20 }, () => get('/much')))
  socket.pause()
  // Longer than the trading API may be silent: it is not silent while its answer waits for the client.
  await pause(1_500)
  expect(seen.now).toBe(1)
  socket.destroy()
  await expect.poll(() => seen.now, { timeout: 4_000 }).toBe(0)
})

test('nor is room for bodies', async () => {
  const { socket } = await send(get('/silent'), ...Array.from({ length: 8 }, () => post('/other')))
  await expect.poll(() => seen.asked).toContain('/silent')
  await pause(200)
  socket.destroy()
  await expect.poll(() => seen.now, { timeout: 4_000 }).toBe(0)
  // All that one address may send at once.
  const others = await Promise.all(Array.from({ length: 8 }, () => send(post('/together'))))
  await expect.poll(() => letGo.length, { timeout: 4_000 }).toBe(8)
  for (const go of letGo) go()
  for (const { until, socket } of others) {
    expect(await until('</together')).toContain('200 OK')
    socket.destroy()
  }
})

test('who sends ahead without end is cut off', async () => {
  const { end } = await send(get('/silent'), ...Array.from({ length: 40 }, () => get('/other')))
  expect(await end()).toBe('')
  expect(seen.asked).not.toContain('/other')
})
