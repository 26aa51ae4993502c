import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { keepResponders } from '@/lib/certificates/keep-responders'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { oids } from '@/lib/pki/oids'
import { toPem } from '@/lib/pki/pem'
import { der, octets, oid, seq } from '@/test/der'
import { inMemoryCa } from '@/test/in-memory-ca'
import { issuedCertificate, revokeAsStaff, type TestCertificate } from '@/test/issued'
import { openssl } from '@/test/openssl'
import { run } from '@/test/run'
import { makeApp } from './make-app'
import { pkiRoutes } from './pki-routes'

const cwd = mkdtempSync(join(tmpdir(), 'signet-ocsp-'))
const app = makeApp('pki')
pkiRoutes(app)
let url: string
let good: TestCertificate
let revoked: TestCertificate

const write = (name: string, text: string) => writeFileSync(join(cwd, name), text)

beforeAll(async () => {
  await ensureAuthorities()
  await keepResponders()
  ;[good, revoked] = [await issuedCertificate(), await issuedCertificate()]
  await revokeAsStaff(revoked, 'keyCompromise')
  const [leaf = '', issuing = '', root = ''] = good.chain
  write('good.pem', leaf)
  write('revoked.pem', revoked.chain[0] ?? '')
  write('issuing.pem', issuing)
  write('root.pem', root)
  const other = await inMemoryCa(new Date())
  write('other.pem', toPem('CERTIFICATE', other.issuingDer))
  write('others.pem', toPem('CERTIFICATE', (await other.issue({ serialNumber: 'T1', commonName: 'a' })).der))
  await app.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/ca/ocsp`
})
afterEach(() => clock.shift(0))
afterAll(async () => {
  await app.close()
  await rm(cwd, { recursive: true })
})

/** What openssl says when it asks; it checks the signature, the responder's certificate and the nonce. */
const ask = (...args: string[]) =>
  run(
    'openssl',
    [
      'ocsp',
      '-issuer',
      'issuing.pem',
      '-CAfile',
      'root.pem',
      '-verify_other',
      'issuing.pem',
      '-url',
      url,
      ...args,
    ],
    { cwd },
  )

/** A request as openssl makes it. */
function request(...args: string[]): Buffer {
  openssl(['ocsp', '-issuer', 'issuing.pem', ...args, '-reqout', 'request.der'], { cwd })
  return readFileSync(join(cwd, 'request.der'))
}

const post = (body: Uint8Array<ArrayBuffer> | string, type = 'application/ocsp-request') =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': type } })
const get = (path: string) => fetch(`${url}/${path}`)
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())
/** OCSPResponseStatus of an answer without one: SEQUENCE { ENUMERATED }. */
const statusIn = async (answer: Response) => (await bytesOf(answer)).at(4)
const malformed = 1
const unauthorized = 6

describe.each(['-sha1', '-sha256'])('openssl asks with %s', (hash) => {
  test.each([[], ['-no_nonce']])('for a good, a revoked and an unknown one: %s', async (...nonce) => {
    const { printed, status } = await ask(
      hash,
      ...nonce,
      '-cert',
      'good.pem',
      '-cert',
      'revoked.pem',
      '-serial',
      `0x${'4'.repeat(40)}`,
    )
    expect(printed).toContain('Response verify OK')
    expect(printed).toContain('good.pem: good')
    expect(printed).toMatch(/revoked\.pem: revoked\n.*\n.*\n\s*Reason: keyCompromise\n\s*Revocation Time: /)
    expect(printed).toMatch(/0x4{40}: unknown/)
    expect(printed).not.toContain('WARNING')
    expect(status).toBe(0)
  })
})

test('an answer holds for an hour, and its responder for OCSP alone', async () => {
  const { printed } = await ask('-cert', 'good.pem', '-resp_text')
  expect(printed).toMatch(/X509v3 Extended Key Usage: \n\s+OCSP Signing/)
  expect(printed).toContain('OCSP No Check')
  const [, from = '', until = ''] = /This Update: (.*)\n\s*Next Update: (.*)/.exec(printed) ?? []
  expect(Date.parse(until) - Date.parse(from)).toBe(3_600_000)
})

test('of a CA that is not here nobody answers', async () => {
  const { printed } = await run(
    'openssl',
    ['ocsp', '-issuer', 'other.pem', '-cert', 'others.pem', '-url', url],
    { cwd },
  )
  expect(printed).toContain('Responder Error: unauthorized (6)')
})

test('neither a certificate that is pending nor one that is void is known', async () => {
  for (const status of ['pending', 'void'] as const) {
    const certificate = await issuedCertificate()
    await database().certificate.update({ where: { id: certificate.id }, data: { status } })
    expect((await ask('-serial', `0x${certificate.serialNumber}`)).printed).toContain(': unknown')
  }
})

describe('over GET', () => {
  const base64 = () => request('-no_nonce', '-cert', 'good.pem').toString('base64')
  const forms: [string, (text: string) => string][] = [
    ['as it is', (text) => text],
    ['escaped', encodeURIComponent],
    [
      'escaped in small letters',
      (text) => encodeURIComponent(text).replace(/%../g, (part) => part.toLowerCase()),
    ],
    ['behind a slash too many', (text) => `/${text}`],
    ['before a query', (text) => `${text}?a=1`],
  ]
  test.each(forms)('a request %s is answered as over POST, for caches to keep', async (_what, form) => {
    const answer = await get(form(base64()))
    expect(answer.headers.get('content-type')).toBe('application/ocsp-response')
    expect(answer.headers.get('cache-control')).toMatch(
      /^max-age=3[56]\d\d, public, no-transform, must-revalidate$/,
    )
    const [from, until] = ['last-modified', 'expires'].map((name) =>
      Date.parse(answer.headers.get(name) ?? ''),
    )
    expect((until ?? 0) - (from ?? 0)).toBe(3_600_000)
    expect(answer.headers.get('etag')).toMatch(/^"[0-9a-f]{64}"$/)
    writeFileSync(join(cwd, 'answer.der'), await bytesOf(answer))
    const said = openssl(
      'ocsp -issuer issuing.pem -cert good.pem -CAfile root.pem -verify_other issuing.pem -respin answer.der',
      { cwd },
    )
    expect(said.toString()).toContain('good.pem: good')
  })

  test('base64 with slashes in it is whole', async () => {
    // Every three bytes 0xff are four slashes.
    const nonceless = request('-no_nonce', '-serial', `0x${'7f'.repeat(1)}${'ff'.repeat(19)}`)
    expect(nonceless.toString('base64')).toContain('//')
    expect((await bytesOf(await get(nonceless.toString('base64')))).length).toBeGreaterThan(100)
  })

  test.each([
    ['a nonce', () => request('-cert', 'good.pem')],
    ['an unknown certificate', () => request('-no_nonce', '-serial', '0x5')],
  ])('no cache keeps an answer to %s', async (_what, make) => {
    const answer = await get(encodeURIComponent(make().toString('base64')))
    expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('etag')]).toEqual([
      200,
      'no-store',
      null,
    ])
  })
})

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
      const answer = await fetch(url, { method })
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
    }
  })
})

/** A request for the good certificate with this nonce, in hex. */
function withNonce(hex: string): Buffer {
  const plain = request('-no_nonce', '-cert', 'good.pem')
  // OCSPRequest { TBSRequest { requestList, requestExtensions [2] } }, all short: two bytes of header each.
  const requestList = plain.subarray(4)
  const nonce = octets(octets(Buffer.from(hex, 'hex')))
  return seq(seq(requestList, der(0xa2, seq(seq(oid(oids.ocspNonce), nonce)))))
}

test.each([1, 32, 128])('a nonce of %d bytes is repeated', async (length) => {
  const nonce = 'c7'.repeat(length)
  const answer = await bytesOf(await post(Uint8Array.from(withNonce(nonce))))
  expect(answer.includes(Buffer.from(nonce, 'hex'))).toBe(true)
})

test('both hashes of the issuer count', async () => {
  const whole = request('-no_nonce', '-sha256', '-cert', 'good.pem')
  const hashes = [...whole.keys()].filter((at) => whole[at] === 0x04 && whole[at + 1] === 32)
  expect(hashes).toHaveLength(2)
  for (const at of hashes) {
    const body = Uint8Array.from(whole)
    body[at + 5] = (body[at + 5] ?? 0) ^ 1
    expect(await statusIn(await post(body))).toBe(unauthorized)
  }
})

test('a responder gets a successor before its end, and is gone after it', async () => {
  const ids = async () =>
    (await database().ocspResponder.findMany({ select: { id: true } })).map(({ id }) => id)
  const first = await ids()
  await keepResponders()
  expect(await ids()).toEqual(first)
  clock.shift(21 * 86_400)
  await keepResponders()
  expect(await ids()).toHaveLength(2)
  clock.shift(45 * 86_400)
  await keepResponders()
  const left = await ids()
  expect(left).toHaveLength(2)
  expect(left).not.toContain(first[0])
})

test('without a responder a client is to try later', async () => {
  await database().ocspResponder.deleteMany()
  clock.shift(60)
  const answer = await post(Uint8Array.from(request('-cert', 'good.pem')))
  expect([answer.status, await statusIn(answer)]).toEqual([200, 3])
  await keepResponders()
})
