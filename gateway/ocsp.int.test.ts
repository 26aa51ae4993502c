import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { keepResponders } from '@/lib/certificates/keep-responders'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { issuedCertificate } from '@/test/issued'
import { bytesOf, ocspServer, statusIn } from '@/test/ocsp-server'
import { openssl } from '@/test/openssl'
import { run } from '@/test/run'

const { cwd, url, ask, request, withNonce, post, get } = ocspServer()
const unauthorized = 6

afterEach(() => clock.shift(0))

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
    ['ocsp', '-issuer', 'other.pem', '-cert', 'others.pem', '-url', url()],
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
