import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { headOf } from '@/test/raw-connection'
import { type TradingKey, tradingKey } from '@/test/trading-key'
import { slowestReader } from './cut-slow-readers'
import { makeApp } from './make-app'
import { proxyRoutes } from './proxy/proxy-routes'
import { tlsOptions } from './tls-options'

const megabyte = Buffer.alloc(1_048_576, 'a')
/** By how much the time that a reader has is shorter here, and what is read in it faster. */
const sooner = 80
const idleMs = 2_500
/** What became of the gateway's connection to the trading API, by what was asked for. */
const released = new Map<string, Promise<void>>()
const closing = ({ socket }: IncomingMessage) => {
  socket.on('error', () => {})
  return new Promise<void>((resolve) => socket.once('close', () => resolve()))
}

/** Also never, when the other side is gone. */
const drained = (to: Writable) => new Promise<void>((resolve) => to.once('drain', () => resolve()))

/** A trading API that answers without end, slowly, or much. */
const upstream = createServer(async (request, response) => {
  const path = request.url ?? ''
  released.set(path, closing(request))
  if (path.endsWith('/much')) return void response.end(Buffer.concat(Array(20).fill(megabyte)))
  if (path.endsWith('/idle')) {
    response.write('one')
    await pause(idleMs)
    return void response.end('two')
  }
  while (!response.destroyed)
    if (!response.write(megabyte)) await Promise.race([drained(response), released.get(path)])
})
upstream.on('upgrade', async (request: IncomingMessage, socket: Socket) => {
  const path = request.url ?? ''
  released.set(path, closing(request))
  socket.on('error', () => {})
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  if (path.endsWith('/idle')) {
    await pause(idleMs)
    return void socket.end('two')
  }
  while (!socket.destroyed)
    if (!socket.write(megabyte)) await Promise.race([drained(socket), released.get(path)])
})

let key: TradingKey
const apps: Record<string, ReturnType<typeof makeApp>> = {}

beforeAll(async () => {
  expect(slowestReader).toEqual({ graceMs: 120_000 })
  // The same, sooner.
  Object.assign(slowestReader, { graceMs: 120_000 / sooner })
  await ensureAuthorities()
  await ensureServerCertificate()
  upstream.listen(0, '127.0.0.1')
  await once(upstream, 'listening')
  for (const [name, tls] of [['plain'], ['tls', await tlsOptions()]] as const) {
    const app = makeApp('tls', tls)
    proxyRoutes(app, `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`)
    await app.listen({ port: 0, host: '127.0.0.1' })
    apps[name] = app
  }
  key = await tradingKey(['account.read'])
})
afterAll(async () => {
  upstream.closeAllConnections()
  upstream.close()
  await Promise.all(Object.values(apps).map((app) => app.close()))
})

const upgrade = ['Connection: Upgrade', 'Upgrade: websocket']

/** Asks for a path over a connection of which nothing is read until somebody does. */
function ask(name: string, path: string, ...more: string[]): Socket {
  const plain = connect((apps[name]?.server.address() as AddressInfo | undefined)?.port ?? 0, '127.0.0.1')
  const socket = name === 'tls' ? connectTls({ socket: plain, rejectUnauthorized: false }) : plain
  socket.on('error', () => {})
  socket.write(headOf(key.sign({ path }), ...more))
  return socket
}

async function readAll(socket: Socket): Promise<string> {
  let said = ''
  for await (const chunk of socket) said += String(chunk)
  return said
}

test.concurrent.each([
  ['an answer', 'plain', []],
  ['an answer', 'tls', []],
  ['a WebSocket', 'plain', upgrade],
  ['a WebSocket', 'tls', upgrade],
] as const)(
  'whoever reads %s a byte at a time is cut off, and so is what is behind: %s',
  async (what, name, more) => {
    const path = `/${name}/${what === 'an answer' ? 'answer' : 'socket'}/endless`
    const socket = ask(name, path, ...more)
    const drops = setInterval(() => socket.read(1), 50)
    await expect.poll(() => released.has(path)).toBe(true)
    await released.get(path)
    clearInterval(drops)
    socket.destroy()
  },
)

test.concurrent.each(['plain', 'tls'])(
  'who reads gets all of it, and who waits for more may wait: %s',
  async (name) => {
    const close = 'Connection: close'
    const [much, idle, socket] = await Promise.all([
      readAll(ask(name, `/${name}/much`, close)),
      readAll(ask(name, `/${name}/idle`, close)),
      readAll(ask(name, `/${name}/socket/idle`, ...upgrade)),
    ])
    expect(much.length).toBeGreaterThan(20 * megabyte.length)
    expect(idle).toMatch(/one[\s\S]*two/)
    expect(socket).toMatch(/101 Switching[\s\S]*two$/)
  },
)

test.concurrent.each(['plain', 'tls'])(
  'who reads 16 KiB a second all the time is not cut off, in however large steps the kernel shows it: %s',
  async (name) => {
    const socket = ask(name, `/${name}/steady/endless`)
    const until = performance.now() + 4_000
    for await (const chunk of socket) {
      if (performance.now() > until) break
      await pause(((chunk as Buffer).length / (16_384 * sooner)) * 1000)
    }
    // The loop would have ended with the connection.
    expect(performance.now()).toBeGreaterThan(until)
  },
)
