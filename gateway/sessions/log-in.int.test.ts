import { createPrivateKey } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { database } from '@/lib/db/client'
import { hashPassword } from '@/lib/identity/password-hash'
import { toPem } from '@/lib/pki/pem'
import { type ApiClient, apiClient, bearer } from '@/test/api-client'
import { inMemoryCa } from '@/test/in-memory-ca'
import { issuedCertificate, revokeAsStaff, type TestCertificate } from '@/test/issued'
import { type MadeKey, makeKey } from '@/test/keys'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { randomNationalId } from '@/test/national-id'
import { resumedRequest } from '@/test/resumed-request'

const path = '/v1/sessions'
const password = 'a right long password'
let gateway: LaunchedGateway
let root = ''
let certificate: TestCertificate
let key: MadeKey
let client: ApiClient
const clients: ApiClient[] = []

beforeAll(async () => {
  await ensureAuthorities()
  await ensureServerCertificate()
  root = (await issuedCertificate()).chain[2] ?? ''
  gateway = await launchGateway()
}, 120_000)
afterAll(() => gateway.stop())
beforeEach(async () => {
  for (const old of clients.splice(0)) old.close()
  certificate = await issuedCertificate()
  key = await makeKey(certificate.customer, { permissions: ['orders.read'] })
  client = over(certificate)
})

function over(shown: TestCertificate | null): ApiClient {
  const made = apiClient(gateway.tls, root, shown)
  clients.push(made)
  return made
}

const givePassword = async () =>
  database().customer.update({
    where: { id: certificate.customer.customerId },
    data: { passwordHash: await hashPassword(password) },
  })
const json = { 'content-type': 'application/json' }
const logIn = (id: string, typed: string, by = client) =>
  by.ask('POST', path, { headers: json, body: JSON.stringify({ id, password: typed }) })
const tokenOf = ({ body }: { body: Record<string, unknown> }) => String(body.token)

test('with certificate and key: a session that may what the key may, until it logs out', async () => {
  const opened = await client.sign(key, 'POST', path)
  expect(opened).toMatchObject({
    status: 201,
    headers: { 'cache-control': 'no-store' },
    body: {
      token: expect.stringMatching(/^sgn_[1-9A-HJ-NP-Za-km-z]{40,60}$/),
      session: { key: key.accessKey, idleSeconds: 3600, permissions: ['orders.read'] },
    },
  })
  const headers = bearer(tokenOf(opened))
  const { session } = opened.body as { session: { id: string; expiresAt: string } }
  expect(await client.ask('GET', `${path}/current`, { headers })).toMatchObject({
    status: 200,
    body: {
      session: { id: session.id, key: key.accessKey, expiresAt: session.expiresAt },
      customer: certificate.customer.accountId,
      address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/),
    },
  })
  const row = await database().apiSession.findUniqueOrThrow({ where: { id: session.id } })
  expect(row).toMatchObject({ apiKeyId: key.id, certificateId: certificate.id, endedAt: null })
  expect(Buffer.from(row.tokenHash).toString('utf8')).not.toContain(tokenOf(opened))

  expect((await client.ask('DELETE', `${path}/current`, { headers })).status).toBe(204)
  for (let again = 0; again < 3; again += 1)
    expect(await client.ask('GET', `${path}/current`, { headers })).toMatchObject({
      status: 401,
      body: { code: 304, reason: 'logged_out', message: 'API Key revoked: forced logout' },
    })
  const events = await database().auditEvent.findMany({
    where: { objectId: session.id },
    orderBy: { id: 'asc' },
    select: { action: true, actorKind: true, customerId: true },
  })
  const by = { actorKind: 'customer', customerId: certificate.customer.customerId }
  expect(events).toEqual([
    { action: 'api_session.opened', ...by },
    { action: 'api_session.ended', ...by },
  ])
  expect(gateway.printed()).not.toContain(tokenOf(opened))
})

async function ofAnotherCa(): Promise<TestCertificate> {
  const ca = await inMemoryCa(new Date())
  const { chain, pkcs8 } = await ca.issue({ serialNumber: 'T1', commonName: 'a' })
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  const pems = chain.map((der) => toPem('CERTIFICATE', der))
  return { ...certificate, chain: pems, key: { ...certificate.key, privateKey } }
}

test('a token is worth nothing over another connection than its certificate’s', async () => {
  const headers = bearer(tokenOf(await client.sign(key, 'POST', path)))
  const second = await issuedCertificate(certificate.customer)
  const code = async (by: ApiClient) => (await by.ask('GET', `${path}/current`, { headers })).body.code
  expect(await code(over(null))).toBe('certificate_required')
  expect(await code(over(second))).toBe('certificate_mismatch')
  expect(await code(over(await issuedCertificate()))).toBe('certificate_mismatch')
  expect(await code(client)).toBeUndefined()
})

test('which certificates do not log in, and why', async () => {
  const code = async (by: ApiClient) => {
    const { status, body } = await by.sign(key, 'POST', path)
    return [status, body.code]
  }
  expect(await code(over(null))).toEqual([401, 'certificate_required'])
  const { nationalId } = certificate.customer
  expect(await logIn(nationalId, password, over(null))).toMatchObject({
    ...{ status: 401, body: { code: 'certificate_required' } },
    headers: { 'www-authenticate': 'Signet' },
  })
  expect(await code(over(await ofAnotherCa()))).toEqual([401, 'certificate_required'])
  expect(await code(over(await issuedCertificate()))).toEqual([401, 'certificate_mismatch'])

  const ended = await issuedCertificate(certificate.customer)
  await database().certificate.update({
    where: { id: ended.id },
    data: { notAfter: new Date(Date.now() - 1000) },
  })
  expect(await code(over(ended))).toEqual([401, 'certificate_expired'])
  const replaced = await issuedCertificate(certificate.customer)
  await revokeAsStaff(replaced, 'superseded')
  expect(await code(over(replaced))).toEqual([401, 'certificate_revoked'])
  expect(await code(client)).toEqual([201, undefined])
})

test.each([['TLSv1.2'], ['TLSv1.3']] as const)(
  'a resumed connection of %s is known by its certificate, and refused once that is revoked',
  async (version) => {
    const revoked = await issuedCertificate(certificate.customer)
    const send = resumedRequest(gateway.tls, root, revoked, version)
    const token = tokenOf(await over(revoked).sign(key, 'POST', path))
    expect(await send(`${path}/current`, token)).toMatchObject({ resumed: false, status: 200 })
    expect(await send(`${path}/current`, token)).toMatchObject({ resumed: true, status: 200 })
    await revokeAsStaff(revoked)
    expect(await send(`${path}/current`, token)).toMatchObject({
      ...{ resumed: true, status: 401 },
      body: { code: 304, reason: 'certificate_revoked' },
    })
  },
)

test('with certificate, ID and password: what the policy gives an account', async () => {
  await givePassword()
  const opened = await logIn(certificate.customer.nationalId.toLowerCase(), password)
  expect(opened).toMatchObject({
    status: 201,
    body: { session: { permissions: expect.arrayContaining(['orders.trade']) } },
  })
  expect(opened.body.session).not.toHaveProperty('key')
  const headers = bearer(tokenOf(opened))
  expect(await client.ask('GET', `${path}/current`, { headers })).toMatchObject({
    body: { session: { key: null } },
  })
  expect(gateway.printed()).not.toContain(password)
})

test('an unknown ID, another’s, a wrong password and none yet are answered alike, and slowed down', async () => {
  const other = await issuedCertificate()
  await database().customer.update({
    where: { id: other.customer.customerId },
    data: { passwordHash: await hashPassword(password) },
  })
  const { nationalId, customerId } = certificate.customer
  await database().customer.update({ where: { id: customerId }, data: { passwordHash: null } })
  const answers = [await logIn(nationalId, password)]
  await givePassword()
  answers.push(await logIn(nationalId, 'a wrong password'))
  answers.push(await logIn(other.customer.nationalId, password))
  answers.push(await logIn(randomNationalId(), password))
  for (const { status, body } of answers)
    expect([status, { ...body, requestId: '' }]).toEqual([
      401,
      { code: 'credentials_refused', message: answers[0]?.body.message, requestId: '' },
    ])
  const held = await logIn(nationalId, password)
  expect([held.status, held.body.code]).toEqual([429, 'sign_in_throttled'])
  expect(Number(held.headers['retry-after'])).toBeGreaterThan(0)
  // Neither another certificate of theirs, nor anybody else, was slowed down with it.
  const second = over(await issuedCertificate(certificate.customer))
  expect((await logIn(nationalId, password, second)).status).toBe(201)
  expect((await logIn(other.customer.nationalId, password, over(other))).status).toBe(201)
})

test('a suspended customer logs in neither way', async () => {
  await givePassword()
  const { nationalId, customerId } = certificate.customer
  await database().customer.update({ where: { id: customerId }, data: { suspendedAt: new Date() } })
  expect(await logIn(nationalId, password)).toMatchObject({
    status: 403,
    body: { code: 'customer_suspended' },
  })
  expect(await client.sign(key, 'POST', path)).toMatchObject({
    status: 403,
    body: { code: 'customer_suspended' },
  })
})

test.each<[string, Record<string, string>, string, number, string]>([
  ['nothing', {}, '', 400, 'malformed_login'],
  ['no JSON', json, '{"id":', 400, 'malformed_login'],
  ['a list', json, '[]', 400, 'malformed_login'],
  [
    'a form',
    { 'content-type': 'application/x-www-form-urlencoded' },
    'id=A&password=b',
    400,
    'malformed_login',
  ],
  [
    'text that says it is JSON',
    { 'content-type': 'text/plain' },
    '{"id":"A","password":"b"}',
    400,
    'malformed_login',
  ],
  ['more than is asked', json, '{"id":"A","password":"b","admin":true}', 400, 'malformed_login'],
  ['no text', json, '{"id":{"$ne":""},"password":["b"]}', 400, 'malformed_login'],
  ['no such ID', json, '{"id":"A123","password":"b"}', 422, 'id_malformed'],
  ['a made-up token', bearer('sgn_aaaaaaaaaaaaaaaaaaaaa'), '', 401, 'invalid_credentials'],
])('%s is refused', async (_, headers, body, status, code) => {
  const answer = await client.ask('POST', path, { headers, body })
  expect([answer.status, answer.body.code]).toEqual([status, code])
})

test('a session opens no session, more than 8 KiB is not read, other methods are named', async () => {
  const headers = bearer(tokenOf(await client.sign(key, 'POST', path)))
  expect((await client.ask('POST', path, { headers })).body.code).toBe('malformed_login')
  const large = { headers: json, body: `{"id":"${'A'.repeat(9000)}"}` }
  expect((await client.ask('POST', path, large)).status).toBe(413)
  expect(await client.ask('GET', path)).toMatchObject({ status: 405, headers: { allow: 'POST' } })
  expect(await client.sign(key, 'GET', `${path}/current`)).toMatchObject({
    status: 404,
    body: { code: 'no_session' },
  })
})

test('the session that was used longest ago ends when there are too many', async () => {
  const first = bearer(tokenOf(await client.sign(key, 'POST', path)))
  for (let more = 0; more < 20; more += 1) await client.sign(key, 'POST', path)
  expect(await client.ask('GET', `${path}/current`, { headers: first })).toMatchObject({
    body: { code: 304, reason: 'session_limit' },
  })
  const live = { apiKeyId: key.id, endedAt: null }
  expect(await database().apiSession.count({ where: live })).toBe(20)
})
