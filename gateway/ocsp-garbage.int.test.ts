import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { seq } from '@/test/der'
import { ocspServer, statusIn } from '@/test/ocsp-server'
import { openssl } from '@/test/openssl'

const { cwd, url, request, withNonce, post, get } = ocspServer()
const malformed = 1

describe('what is no request', () => {
  const bodies: [string, () => Uint8Array][] = [
    ['nothing', () => new Uint8Array()],
    ['one byte', () => Uint8Array.of(0x30)],
    ['text', () => Buffer.from('hello')],
    ['an empty sequence', () => Uint8Array.of(0x30, 0)],
    ['a request for nothing', () => seq(seq(seq()))],
    ['a request and a byte', () => Buffer.concat([request('-cert', 'good.pem'), Uint8Array.of(0)])],
    ['ten thousand nested sequences', () => Buffer.alloc(8000, Uint8Array.of(0x30, 0x80))],
    ['a nonce of no bytes', () => withNonce('')],
    ['a nonce of 129 bytes', () => withNonce('ab'.repeat(129))],
    ['a certificate', () => openssl('x509 -in good.pem -outform DER', { cwd })],
    ...Array.from({ length: 20 }, (_, at): [string, () => Uint8Array] => [
      `random bytes ${at}`,
      () => randomBytes(1 + at * 40),
    ]),
  ]
  test.each(bodies)('is told so: %s', async (_what, make) => {
    const body = Uint8Array.from(make())
    for (const answer of [
      await post(body),
      await get(encodeURIComponent(Buffer.from(body).toString('base64'))),
    ]) {
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/ocsp-response'])
      expect([await statusIn(answer), answer.headers.get('cache-control')]).toEqual([malformed, 'no-store'])
    }
  })

  test('wherever a request was cut off', async () => {
    const whole = request('-cert', 'good.pem')
    for (let length = 1; length < whole.length; length++)
      expect(await statusIn(await post(Uint8Array.from(whole.subarray(0, length))))).toBe(malformed)
  })

  test('nor does a bit that was turned over ever bring an error about', async () => {
    const whole = request('-cert', 'good.pem', '-cert', 'revoked.pem')
    for (let at = 0; at < whole.length; at++) {
      const body = Uint8Array.from(whole)
      body[at] = (body[at] ?? 0) ^ (1 << (at % 8))
      expect((await post(body)).status).toBe(200)
    }
  })

  test.each(['%ff', 'not*base64', 'MEIw%', '%00', '', '/'])('in a path: %j', async (path) => {
    const answer = await get(path)
    expect([200, 400]).toContain(answer.status)
    if (answer.status === 200) expect(await statusIn(answer)).toBe(malformed)
  })

  test('by its size, its type or its method', async () => {
    expect((await post(new Uint8Array(100_000))).status).toBe(413)
    expect((await post('{}', 'application/json')).status).toBe(415)
    expect((await post('a=1', 'application/x-www-form-urlencoded')).status).toBe(415)
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await fetch(url(), { method })
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
    }
  })
})
