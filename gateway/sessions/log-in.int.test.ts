import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { database } from '@/lib/db/client'
import { newSecret } from '@/lib/keys/credentials'
import { toPem } from '@/lib/pki/pem'
import { type ApiClient, bearer, tokenOf } from '@/test/api-client'
import { inMemoryCa } from '@/test/in-memory-ca'
import { issuedCertificate, revokeAsStaff, type TestCertificate } from '@/test/issued'
import { makeKey } from '@/test/keys'
import { logInTrial } from '@/test/log-in-trial'
import { resumedRequest } from '@/test/resumed-request'
import { signAs } from '@/test/sign-as'

const path = '/v1/sessions'
const trial = logInTrial()

test('with certificate and key: a session that may what the key may, until it logs out', async () => {
  const opened = await trial.client.sign(trial.key, 'POST', path)
  expect(opened).toMatchObject({
    status: 201,
    headers: { 'cache-control': 'no-store' },
    body: {
      token: expect.stringMatching(/^sgn_[1-9A-HJ-NP-Za-km-z]{40,60}$/),
      session: { key: trial.key.accessKey, idleSeconds: 3600, permissions: ['orders.read'] },
    },
  })
  const headers = bearer(tokenOf(opened))
  const { session } = opened.body as { session: { id: string; expiresAt: string } }
  expect(await trial.client.ask('GET', `${path}/current`, { headers })).toMatchObject({
    status: 200,
    body: {
      session: { id: session.id, key: trial.key.accessKey, expiresAt: session.expiresAt },
      customer: trial.certificate.customer.accountId,
      address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/),
    },
  })
  const row = await database().apiSession.findUniqueOrThrow({ where: { id: session.id } })
  expect(row).toMatchObject({ apiKeyId: trial.key.id, certificateId: trial.certificate.id, endedAt: null })
  expect(Buffer.from(row.tokenHash).toString('utf8')).not.toContain(tokenOf(opened))

  expect((await trial.client.ask('DELETE', `${path}/current`, { headers })).status).toBe(204)
  for (let again = 0; again < 3; again += 1)
    expect(await trial.client.ask('GET', `${path}/current`, { headers })).toMatchObject({
      status: 401,
      body: { code: 304, reason: 'logged_out', message: 'API Key revoked: forced logout' },
    })
  const events = await database().auditEvent.findMany({
    where: { objectId: session.id },
    orderBy: { id: 'asc' },
    select: { action: true, actorKind: true, customerId: true },
  })
  const by = { actorKind: 'customer', customerId: trial.certificate.customer.customerId }
  expect(events).toEqual([
    { action: 'api_session.opened', ...by },
    { action: 'api_session.ended', ...by },
  ])
  expect(trial.clients.gateway.printed()).not.toContain(tokenOf(opened))
})

const passphrase = 'correct horse'
const pair = () => generateKeyPairSync('ed25519')
const textOf = ({ publicKey }: ReturnType<typeof pair>) =>
  publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

test.each([
  ['signet', 'hmac'],
  ['signet', 'ed25519'],
  ['binance', 'hmac'],
  ['binance', 'ed25519'],
  ['okx', 'hmac'],
  ['bybit', 'hmac'],
  ['mexc', 'hmac'],
  ['gate', 'hmac'],
  ['basic', 'hashed'],
] as const)('with a key of %s, %s; but not with another secret', async (dialect, kind) => {
  const keys = pair()
  const isPair = kind === 'ed25519'
  const made = await makeKey(trial.certificate.customer, {
    ...{ dialect, kind, passphrase: dialect === 'okx' ? passphrase : null },
    publicKey: isPair ? textOf(keys) : null,
  })
  const logIn = (secret: Parameters<typeof signAs.signet>[1]['secret']) => {
    const unsigned = { method: 'POST', path, query: '', body: Buffer.alloc(0) }
    const signer = { accessKey: made.accessKey, secret, passphrase, timeMs: Date.now() }
    const { query, headers } = signAs[dialect](unsigned, signer)
    const { Host: _, ...own } = Object.fromEntries(headers)
    return trial.client.ask('POST', query ? `${path}?${query}` : path, { headers: own })
  }
  expect(await logIn(isPair ? pair().privateKey : newSecret())).toMatchObject({
    ...{ status: 401, body: { code: 'invalid_credentials' } },
  })
  expect(await logIn(isPair ? keys.privateKey : made.secret)).toMatchObject({
    ...{ status: 201, body: { session: { key: made.accessKey } } },
  })
})

async function ofAnotherCa(): Promise<TestCertificate> {
  const ca = await inMemoryCa(new Date())
  const { chain, pkcs8 } = await ca.issue({ serialNumber: 'T1', commonName: 'a' })
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  const pems = chain.map((der) => toPem('CERTIFICATE', der))
  return { ...trial.certificate, chain: pems, key: { ...trial.certificate.key, privateKey } }
}

test('a token is worth nothing over another connection than its certificate’s', async () => {
  const headers = bearer(tokenOf(await trial.client.sign(trial.key, 'POST', path)))
  const second = await issuedCertificate(trial.certificate.customer)
  const code = async (by: ApiClient) => (await by.ask('GET', `${path}/current`, { headers })).body.code
  expect(await code(trial.clients.over(null))).toBe('certificate_required')
  expect(await code(trial.clients.over(second))).toBe('certificate_mismatch')
  expect(await code(trial.clients.over(await issuedCertificate()))).toBe('certificate_mismatch')
  expect(await code(trial.client)).toBeUndefined()
})

test('which certificates do not log in, and why', async () => {
  const code = async (by: ApiClient) => {
    const { status, body } = await by.sign(trial.key, 'POST', path)
    return [status, body.code]
  }
  expect(await code(trial.clients.over(null))).toEqual([401, 'certificate_required'])
  expect(await code(trial.clients.over(await ofAnotherCa()))).toEqual([401, 'certificate_required'])
  expect(await code(trial.clients.over(await issuedCertificate()))).toEqual([401, 'certificate_mismatch'])

  const ended = await issuedCertificate(trial.certificate.customer)
  await database().certificate.update({
    where: { id: ended.id },
    data: { notAfter: new Date(Date.now() - 1000) },
  })
  expect(await code(trial.clients.over(ended))).toEqual([401, 'certificate_expired'])
  const replaced = await issuedCertificate(trial.certificate.customer)
  await revokeAsStaff(replaced, 'superseded')
  expect(await code(trial.clients.over(replaced))).toEqual([401, 'certificate_revoked'])
  expect(await code(trial.client)).toEqual([201, undefined])
})

test.each([['TLSv1.2'], ['TLSv1.3']] as const)(
  'a resumed connection of %s is known by its certificate, and refused once that is revoked',
  async (version) => {
    const revoked = await issuedCertificate(trial.certificate.customer)
    const send = resumedRequest(trial.clients.gateway.tls, trial.clients.root, revoked, version)
    const token = tokenOf(await trial.clients.over(revoked).sign(trial.key, 'POST', path))
    expect(await send(`${path}/current`, token)).toMatchObject({ resumed: false, status: 200 })
    expect(await send(`${path}/current`, token)).toMatchObject({ resumed: true, status: 200 })
    await revokeAsStaff(revoked)
    expect(await send(`${path}/current`, token)).toMatchObject({
      ...{ resumed: true, status: 401 },
      body: { code: 304, reason: 'certificate_revoked' },
    })
  },
)

test('a session opens no session, more than 8 KiB is not read, other methods are named', async () => {
  const headers = bearer(tokenOf(await trial.client.sign(trial.key, 'POST', path)))
  expect((await trial.client.ask('POST', path, { headers })).body.code).toBe('malformed_login')
  const large = { headers: { 'content-type': 'application/json' }, body: `{"id":"${'A'.repeat(9000)}"}` }
  expect((await trial.client.ask('POST', path, large)).status).toBe(413)
  expect(await trial.client.ask('GET', path)).toMatchObject({ status: 405, headers: { allow: 'POST' } })
  expect(await trial.client.sign(trial.key, 'GET', `${path}/current`)).toMatchObject({
    status: 404,
    body: { code: 'no_session' },
  })
})

test('the session that was used longest ago ends when there are too many', async () => {
  const first = bearer(tokenOf(await trial.client.sign(trial.key, 'POST', path)))
  for (let more = 0; more < 20; more += 1) await trial.client.sign(trial.key, 'POST', path)
  expect(await trial.client.ask('GET', `${path}/current`, { headers: first })).toMatchObject({
    body: { code: 304, reason: 'session_limit' },
  })
  const live = { apiKeyId: trial.key.id, endedAt: null }
  expect(await database().apiSession.count({ where: live })).toBe(20)
})
