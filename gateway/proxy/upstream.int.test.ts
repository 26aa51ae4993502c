import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type LaunchedProxy, launchProxy } from '@/test/launch-proxy'
import { headOf, rawConnection } from '@/test/raw-connection'
import type { RecordingUpstream } from '@/test/recording-upstream'
import { sendSigned } from '@/test/send-signed'
import { type TradingKey, tradingKey } from '@/test/trading-key'

let proxy: LaunchedProxy
let key: TradingKey
const json = Buffer.from('{ "symbol":"2330",\n "note":"台積電" }')

beforeAll(async () => {
  proxy = await launchProxy()
  key = await tradingKey(['account.read', 'orders.trade'])
}, 120_000)
beforeEach(() => proxy.upstream.received.splice(0))
afterAll(() => proxy.stop())

const send = (...args: Parameters<TradingKey['sign']>) => sendSigned(proxy.gateway.tls, key.sign(...args))

describe('bodies', () => {
  test('of 1 MB are passed on, of a byte more refused', async () => {
    const whole = Buffer.from(`[${'1'.repeat(1_048_574)}]`)
    expect((await send({ method: 'POST', body: whole })).status).toBe(200)
    expect(proxy.upstream.received[0]?.body.equals(whole)).toBe(true)
    const answer = await send({ method: 'POST', body: Buffer.concat([whole, Buffer.from(' ')]) })
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([413, 'body_too_large'])
    expect(proxy.upstream.received).toHaveLength(1)
  })

  test('in chunks are joined, and too many of them refused', async () => {
    const chunked = (body: Buffer): Promise<{ status: number }> => {
      const facts = key.sign({ method: 'POST', body })
      return sendSigned(proxy.gateway.tls, {
        ...facts,
        headers: [...facts.headers, ['Transfer-Encoding', 'chunked']],
      })
    }
    expect((await chunked(json)).status).toBe(200)
    expect(proxy.upstream.received[0]?.body.equals(json)).toBe(true)
    expect(proxy.upstream.received[0]?.headers).toMatchObject({ 'content-length': String(json.length) })
    expect((await chunked(Buffer.alloc(1_048_577, 'a'))).status).toBe(413)
  })

  test('that are shorter than they say reach nobody', async () => {
    const facts = key.sign({ method: 'POST', body: json })
    const { socket } = await rawConnection(proxy.gateway.tls)
    socket.end(`${headOf(facts, `Content-Length: ${json.length + 1}`)}${json.toString('latin1')}`)
    await new Promise((resolve) => socket.once('close', resolve))
    expect(proxy.upstream.received).toEqual([])
  })

  test.each(['gzip', 'GZIP', 'deflate', 'br', 'identity, gzip'])('in %s are refused', async (encoding) => {
    const answer = await sendSigned(proxy.gateway.tls, key.sign({ method: 'POST', body: json }), [
      ['Content-Encoding', encoding],
    ])
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([415, 'encoding_refused'])
    expect(proxy.upstream.received).toEqual([])
  })

  test('that are not there are refused so too, and nothing counts as seen', async () => {
    const facts = key.sign({})
    const answer = await sendSigned(proxy.gateway.tls, facts, [['Content-Encoding', 'gzip']])
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([415, 'encoding_refused'])
    expect((await sendSigned(proxy.gateway.tls, facts)).status).toBe(200)
  })
})

describe('when the upstream', () => {
  test.each<[what: string, status: number, code: string, answer: Parameters<RecordingUpstream['next']>[0]]>([
    ['breaks off', 502, 'upstream_unreachable', (request) => request.socket.destroy()],
    ['says nothing', 504, 'upstream_timeout', () => {}],
    ['says nonsense', 502, 'upstream_unreachable', (request) => request.socket.end('nonsense\r\n\r\n')],
  ])('%s, that is said', async (_, status, code, answer) => {
    proxy.upstream.next(answer)
    const said = await send({})
    expect([said.status, JSON.parse(said.text)]).toMatchObject([
      status,
      { code, requestId: said.headers['signet-request-id'] },
    ])
  })

  test('waits until its answer is read, it is not taken for silent', async () => {
    const answered = Buffer.alloc(30_000_000, 'a')
    proxy.upstream.next((_request, response) => void response.end(answered))
    const { socket } = await rawConnection(proxy.gateway.tls)
    socket.pause()
    socket.write(headOf(key.sign({}), 'Connection: close'))
    // Longer than it may be silent.
    await pause(2_200)
    let got = 0
    for await (const chunk of socket) got += (chunk as Buffer).length
    expect(got).toBeGreaterThan(answered.length)
  })

  test('breaks off in the middle of an answer, the answer breaks off', async () => {
    proxy.upstream.next((request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half', () => request.socket.destroy())
    })
    expect((await send({})).text).toBe('cut off')
  })
})
