import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { markAbsent } from '@/lib/answer-status'
import { guardRequests } from './guard-requests'

const origin = new URL('http://keys.test')
let seen: IncomingMessage | undefined
let failing = false
let absent = false
const options = { origin, development: false, oneHost: true, listensAs: '127.0.0.1:3000' }
const handler = guardRequests(options, async (request, response) => {
  seen = request
  if (failing) throw new Error('planted')
  if (absent) markAbsent(String(request.headers['signet-request-id']))
  response.end('served')
})
const server = createServer(handler)

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => server.close())
beforeEach(() => {
  seen = undefined
  failing = false
})

/** Sends a request as it stands, as no well-behaved client would. */
async function send(lines: string[]): Promise<{ status: number; text: string }> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`)
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
  })
  await once(socket, 'close')
  return { status: Number(text.split(' ')[1]), text }
}

const host = 'Host: keys.test'

describe('a request that no page of ours sends', () => {
  test.each([
    ['an absolute address', 400, ['GET http://evil.test/ HTTP/1.1', host]],
    ['another host by two slashes', 400, ['GET //evil.test/ HTTP/1.1', host]],
    ['another host by a backslash', 400, ['GET /\\evil.test HTTP/1.1', host]],
    ['a broken escape', 400, ['GET /%ff HTTP/1.1', host]],
    ['a zero byte', 400, ['GET /%00 HTTP/1.1', host]],
    ['no HTTP at all', 400, ['HELLO']],
    ['oversize headers', 431, ['GET / HTTP/1.1', host, `X-Long: ${'a'.repeat(20_000)}`]],
    ['TRACE', 405, ['TRACE / HTTP/1.1', host]],
    ['PUT', 405, ['PUT / HTTP/1.1', host, 'Content-Length: 0']],
    ['a huge body', 413, ['POST / HTTP/1.1', host, 'Origin: http://keys.test', 'Content-Length: 9999999']],
    [
      'a body of unknown length',
      411,
      ['POST / HTTP/1.1', host, 'Origin: http://keys.test', 'Transfer-Encoding: chunked'],
    ],
    ['a form without origin', 403, ['POST / HTTP/1.1', host, 'Content-Length: 0']],
    [
      'a form of another site',
      403,
      ['POST / HTTP/1.1', host, 'Origin: http://evil.test', 'Content-Length: 0'],
    ],
    ['a form of nowhere', 403, ['POST / HTTP/1.1', host, 'Origin: null', 'Content-Length: 0']],
  ] as const)('is refused: %s', async (_what, status, lines) => {
    expect((await send([...lines])).status).toBe(status)
    expect(seen).toBeUndefined()
  })

  test.each([
    ['/keys/new', 65_536, 200],
    ['/keys/new', 65_537, 413],
    ['/admin/customers/import', 6_000_000, 200],
    ['/admin/customers/import?a=1', 6_000_000, 200],
    ['/admin/customers/import', 6_000_001, 413],
    ['/admin/customers/import/1', 65_537, 413],
    ['/admin/customers/import%2f', 65_537, 413],
    ['//admin/customers/import', 65_537, 400],
    ['/keys?/admin/customers/import', 65_537, 413],
  ])('only an import may be large: %s with %d bytes', async (path, length, status) => {
    const lines = [`POST ${path} HTTP/1.1`, host, 'Origin: http://keys.test', `Content-Length: ${length}`]
    expect((await send(lines)).status).toBe(status)
  })

  test('is not what the framework fetches from this process for a redirect: it has the cookies of who asked', async () => {
    const { status } = await send(['GET /keys HTTP/1.1', 'Host: 127.0.0.1:3000', 'RSC: 1', 'Cookie: a=b'])
    expect(status).toBe(200)
    expect(seen?.headers).toMatchObject({ host: 'keys.test', cookie: 'a=b' })
  })

  test.each(['evil.test', 'evil.test:3000', '127.0.0.1', '127.0.0.1:3001', 'localhost:3000'])(
    'is not served by the name of another, though it says to be such a fetch: %s',
    async (name) => {
      const { status, text } = await send(['GET /keys HTTP/1.1', `Host: ${name}`, 'RSC: 1', 'Cookie: a=b'])
      expect(status).toBe(307)
      expect(text).toContain('location: http://keys.test/keys')
      expect(seen).toBeUndefined()
    },
  )

  test('by another name is sent to the origin, not where it says', async () => {
    const { status, text } = await send(['GET /keys?a=1 HTTP/1.1', 'Host: evil.test'])
    expect(status).toBe(307)
    expect(text).toContain('location: http://keys.test/keys?a=1')
    expect(seen).toBeUndefined()
  })
})

describe('a request that is served', () => {
  const headersOf = async (...lines: string[]): Promise<IncomingHttpHeaders> => {
    await send(['GET / HTTP/1.1', host, ...lines])
    return seen?.headers ?? {}
  }

  test('says who calls, whatever the client claims', async () => {
    const headers = await headersOf(
      'Signet-Peer: 6.6.6.6',
      'SIGNET-REQUEST-ID: mine',
      'X-Forwarded-Host: evil.test',
    )
    expect(headers).toMatchObject({
      'signet-peer': '127.0.0.1',
      host: 'keys.test',
      'x-forwarded-proto': 'http',
    })
    expect(headers['signet-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers['x-forwarded-host']).toBeUndefined()
  })

  test('has a nonce of its own, the same for Next and the browser', async () => {
    const first = await headersOf('Content-Security-Policy: script-src *')
    const { text } = await send(['GET / HTTP/1.1', host])
    const policy = seen?.headers['content-security-policy']
    expect(policy).toMatch(/'nonce-[\w+/=]{24}'/)
    expect(text).toContain(`content-security-policy: ${policy}`)
    expect(policy).not.toBe(first['content-security-policy'])
  })

  test('is not kept by any cache', async () => {
    expect((await send(['GET / HTTP/1.1', host])).text).toContain('cache-control: no-store')
  })

  test.each([
    ['a page', [], 404],
    ['what script fetches in place of a page', ['RSC: 1'], 200],
  ])('is 404 where the page says that nothing is there: %s', async (_what, lines, status) => {
    absent = true
    expect(await send(['GET /keys/1 HTTP/1.1', host, ...lines])).toMatchObject({ status })
    absent = false
    expect((await send(['GET /keys/2 HTTP/1.1', host, ...lines])).status).toBe(200)
  })

  test('answers 500 when it fails, and the server lives', async () => {
    failing = true
    expect((await send(['GET / HTTP/1.1', host])).status).toBe(500)
    failing = false
    expect((await send(['GET / HTTP/1.1', host])).status).toBe(200)
  })
})
