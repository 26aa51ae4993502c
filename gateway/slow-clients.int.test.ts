import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newAccessKey } from '@/lib/keys/credentials'
import { headOf } from '@/test/raw-connection'
import { signAs } from '@/test/sign-as'
import { makeApp } from './make-app'
import { proxyRoutes } from './proxy/proxy-routes'

const app = makeApp('tls')

beforeAll(async () => {
  // Nothing gets there.
  proxyRoutes(app, 'http://127.0.0.1:9')
  await app.listen({ port: 0, host: '127.0.0.1' })
  expect(app.server).toMatchObject({ headersTimeout: 5_000, requestTimeout: 10_000 })
  // The same, sooner.
  Object.assign(app.server, { headersTimeout: 200, requestTimeout: 400 })
})
afterAll(() => app.close())

/** Sends a text and then one more byte at a time. @returns all that was answered until the connection was cut */
async function drip(text: string, more: string): Promise<string> {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  let said = ''
  socket.on('data', (chunk) => {
    said += chunk.toString('latin1')
  })
  socket.on('error', () => {})
  socket.write(text)
  const drops = setInterval(() => socket.write(more), 50)
  await once(socket, 'close').finally(() => clearInterval(drops))
  return said
}

/** The head of a POST that is worth reading on: its key may be somebody's. */
const plausible = (...more: string[]) => {
  const unsigned = { method: 'POST', path: '/v1/orders', query: '', body: Buffer.alloc(0) }
  const signer = { accessKey: newAccessKey(), secret: 'sgs_secret', timeMs: Date.now() }
  return headOf(signAs.signet(unsigned, signer), ...more)
}

test.concurrent.each([
  ['header', 'GET /v1/orders HTTP/1.1\r\nHost: x\r\nX-Slow: '],
  ['body', plausible('Content-Length: 100000')],
  ['body in chunks', `${plausible('Transfer-Encoding: chunked')}186a0\r\n`],
])('whoever sends a %s byte by byte is cut off', async (_, text) => {
  expect(await drip(text, 'a')).toMatch(/^HTTP\/1\.1 408 /)
})

test('nor may the body of a refused request come for as long as its sender likes', async () => {
  const head = 'POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n'
  expect(await drip(head, 'a')).toMatch(/^HTTP\/1\.1 401 /)
})
