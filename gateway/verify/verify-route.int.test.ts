import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import { createServiceToken } from '@/lib/services/create-service-token'
import { revokeServiceToken } from '@/lib/services/revoke-service-token'
import { logInWithKey } from '@/lib/sessions/log-in-with-key'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { makeKey } from '@/test/keys'
import { provenKey } from '@/test/proven-key'
import { serviceToken } from '@/test/service-token'
import { signAs, type Unsigned } from '@/test/sign-as'
import { verifyClient } from '@/test/verify-client'
import { makeApp } from '../make-app'
import { verifyRoute } from './verify-route'

const app = makeApp('internal')
const operator = { actor: systemActor, account: null }
let internal: string
let customer: TestCustomer
let key: Awaited<ReturnType<typeof makeKey>>
let client: ReturnType<typeof verifyClient>

beforeAll(async () => {
  app.register(verifyRoute)
  await app.listen({ port: 0, host: '127.0.0.1' })
  internal = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  customer = await testCustomer()
  await giveCertificate(customer.customerId)
  key = await makeKey(customer, { permissions: ['orders.read'], addresses: ['203.0.113.0/24'] })
  client = verifyClient(internal, await serviceToken())
})
afterAll(() => app.close())

let sent = 0
/** No two requests are alike: the second one would be a replay. */
function signed(change: Partial<Unsigned> & { secret?: string; timeMs?: number } = {}) {
  const { secret = key.secret, timeMs = Date.now(), ...more } = change
  sent += 1
  const unsigned = { method: 'GET', path: '/orders', query: `n=${sent}`, body: Buffer.alloc(0), ...more }
  return signAs.signet(unsigned, { accessKey: key.accessKey, secret, timeMs })
}

test('a request that may be let in, with all that a service needs to know', async () => {
  expect(await client.ask(signed(), { permission: 'orders.read' })).toEqual({
    decision: 'allow',
    code: 'ok',
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    key: { id: key.id, accessKey: key.accessKey },
    customer: customer.accountId,
    skewMs: expect.any(Number),
    permissions: ['orders.read'],
    accounts: null,
  })
})

test.each([
  [
    'a wrong signature',
    () => signed({ secret: 'sgs_wrong' }),
    {},
    'bad_signature',
    401,
    'invalid_credentials',
  ],
  [
    'a body not seen',
    () => ({ ...signed(), body: null }),
    {},
    'body_not_available',
    401,
    'invalid_credentials',
  ],
  ['another address', signed, { ip: '198.51.100.7' }, 'ip_not_allowed', 403, 'ip_not_allowed'],
  [
    'a permission it lacks',
    signed,
    { permission: 'orders.trade' },
    'permission_missing',
    403,
    'permission_missing',
  ],
  [
    'a late one',
    () => signed({ timeMs: Date.now() - 40_000 }),
    {},
    'timestamp_out_of_window',
    401,
    'timestamp_out_of_window',
  ],
] as const)(
  '%s is denied, and the client told no more than it has proved',
  async (_, facts, more, code, status, told) => {
    const answer = await client.ask(facts(), more)
    expect(answer).toMatchObject({ decision: 'deny', code, told: { status, body: { code: told } } })
    expect('customer' in answer).toBe(told !== 'invalid_credentials')
    expect('permissions' in answer).toBe(false)
  },
)

test('a request is let in once', async () => {
  const facts = signed({ method: 'POST', body: Buffer.from('{}') })
  const answers = await Promise.all(Array.from({ length: 20 }, () => client.ask(facts)))
  expect(answers.map(({ code }) => code).sort()).toEqual(['ok', ...Array(19).fill('replayed_request')])
})

test('a request that was refused for another reason is not used up by it', async () => {
  const facts = signed()
  expect((await client.ask(facts, { ip: '198.51.100.7' })).code).toBe('ip_not_allowed')
  expect((await client.ask(facts)).code).toBe('ok')
})

test('addresses are taken in every form of one address', async () => {
  expect((await client.ask(signed(), { ip: '::ffff:203.0.113.7' })).code).toBe('ok')
})

test('a megabyte of body is looked at, one byte more refused', async () => {
  const body = Buffer.alloc(1_048_576, 'a')
  expect((await client.ask(signed({ method: 'POST', body }))).code).toBe('ok')
  const larger = signed({ method: 'POST', body: Buffer.concat([body, Buffer.from('a')]) })
  const answer = await client.post(JSON.stringify(client.question(larger)))
  expect([answer.status, (await answer.json()).code]).toEqual([413, 'body_too_large'])
})

describe('a question that is none', () => {
  const good = () => client.question(signed())
  test.each([
    ['nothing', '', ''],
    ['no JSON', '{', ''],
    ['a list', '[]', ''],
    ['null', 'null', ''],
    ['no address', () => ({ ...good(), ip: undefined }), 'ip'],
    ['an address that others read otherwise', () => ({ ...good(), ip: '010.0.0.1' }), 'ip'],
    ['an address with a port', () => ({ ...good(), ip: '192.0.2.1:80' }), 'ip'],
    ['headers as an object', () => ({ ...good(), headers: { Key: 'x' } }), 'headers'],
    ['a header without value', () => ({ ...good(), headers: [['Key']] }), 'headers'],
    ['a body that is no base64', () => ({ ...good(), bodyBase64: 'YQ' }), 'bodyBase64'],
    ['no word about the body', () => ({ ...good(), bodyBase64: undefined }), 'bodyBase64'],
    ['a certificate that is no base64', () => ({ ...good(), certificate: 'MII' }), 'certificate'],
    ['an empty certificate', () => ({ ...good(), certificate: '' }), 'certificate'],
    ['a permission that nobody can have', () => ({ ...good(), permission: 'orders.reed' }), 'permission'],
    ['a field too many', () => ({ ...good(), permision: 'orders.read' }), ''],
  ])('%s', async (_, what, field) => {
    const answer = await client.post(typeof what === 'string' ? what : JSON.stringify(what()))
    expect(answer.status).toBe(400)
    const body = await answer.json()
    expect(body).toMatchObject({ code: 'invalid_request', requestId: expect.any(String) })
    if (field) expect(body.message).toContain(field)
  })

  test('of another type, too large, or of another length than it says', async () => {
    const text = JSON.stringify(good())
    expect((await client.post(text, { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await client.post(text.padEnd(1_700_000))).status).toBe(413)
    expect((await client.post(text, { 'content-encoding': 'gzip' })).status).toBe(415)
  })
})

test.each([
  ['no token', undefined],
  ['another scheme', 'Basic c2d0XzE6'],
  ['a token that nobody has', 'Bearer sgt_1111111111111111111111111111111111111111111111'],
  ['SQL', "Bearer sgt_'--"],
  ['10 kB', `Bearer sgt_${'z'.repeat(10_000)}`],
])('%s is not answered', async (_, authorization) => {
  const answer = await fetch(`${internal}/v1/verify`, {
    method: 'POST',
    body: JSON.stringify(client.question(signed())),
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
  })
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  expect(await answer.json()).toMatchObject({ code: 'token_refused' })
})

test('a token ends with its revocation', async () => {
  const { id, token } = await createServiceToken(operator, 'short')
  const other = verifyClient(internal, token)
  expect((await other.ask(signed())).code).toBe('ok')
  await revokeServiceToken(operator, id)
  await expect(other.ask(signed())).rejects.toThrow('401')
})

test('a key that is turned off is denied with the next request', async () => {
  const mine = await makeKey(customer)
  const request = () =>
    signAs.signet(
      { method: 'GET', path: '/', query: `n=${sent++}`, body: Buffer.alloc(0) },
      { ...mine, timeMs: Date.now() },
    )
  expect((await client.ask(request())).code).toBe('ok')
  await deactivateKey(customer, { id: mine.id })
  expect((await client.ask(request())).code).toBe('key_inactive')
})

test('a token of an API session is good with the certificate that the service saw, and with no other', async () => {
  const certificate = async (customerId: string) => {
    const der = randomBytes(300)
    const fingerprint = createHash('sha256').update(der).digest()
    await giveCertificate(customerId, { fingerprint })
    return { fingerprint, shown: { certificate: der.toString('base64') } }
  }
  const [own, second] = [await certificate(customer.customerId), await certificate(customer.customerId)]
  const { token } = await logInWithKey({
    ...{ customerId: customer.customerId, key: await provenKey(key.id), thumbprint: own.fingerprint },
    ...{ address: '203.0.113.7', userAgent: 'test', requestId: 'r1' },
  })
  const headers = [['Authorization', `Bearer ${token}`]] as const
  const facts = { method: 'GET', path: '/orders', query: '', body: Buffer.alloc(0), headers }
  expect(await client.ask(facts, own.shown)).toMatchObject({
    decision: 'allow',
    session: {},
    key: { id: key.id },
  })
  expect((await client.ask(facts, second.shown)).code).toBe('certificate_mismatch')
  const stranger = await certificate((await testCustomer()).customerId)
  expect((await client.ask(facts, stranger.shown)).code).toBe('certificate_mismatch')
  expect((await client.ask(facts)).code).toBe('certificate_required')
  // A signed request needs none, but another customer's speaks against it.
  expect((await client.ask(signed(), own.shown)).code).toBe('ok')
  expect((await client.ask(signed(), stranger.shown)).code).toBe('certificate_mismatch')
})

test('the log-in of a WebSocket of okx is asked as the request that it signs', async () => {
  const mine = await makeKey(customer, { dialect: 'okx', passphrase: 'a phrase of mine' })
  const time = `${Math.floor(Date.now() / 1000)}`
  const text = `${time}GET/users/self/verify`
  const facts = (passphrase: string) => ({
    ...{ method: 'GET', path: '/users/self/verify', query: '', body: Buffer.alloc(0) },
    headers: [
      ['OK-ACCESS-KEY', mine.accessKey],
      ['OK-ACCESS-SIGN', createHmac('sha256', mine.secret).update(text).digest('base64')],
      ['OK-ACCESS-TIMESTAMP', time],
      ['OK-ACCESS-PASSPHRASE', passphrase],
    ] as const,
  })
  expect((await client.ask(facts('a phrase of mine'))).code).toBe('ok')
  expect((await client.ask(facts('another'))).code).toBe('bad_signature')
})
