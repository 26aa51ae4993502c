import { createHash, randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { keepResponders } from '@/lib/certificates/keep-responders'
import { refreshRevocationLists } from '@/lib/certificates/refresh-revocation-lists'
import { refreshRootLists } from '@/lib/certificates/refresh-root-lists'
import { database } from '@/lib/db/client'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { documented, documentedAnswers } from '@/test/documented'
import { endedSession } from '@/test/ended-session'
import { makeKey } from '@/test/keys'
import { serviceToken } from '@/test/service-token'
import { signAs } from '@/test/sign-as'
import { verifyClient } from '@/test/verify-client'
import { type Listener, makeApp } from '../make-app'
import { routes } from '../routes'
import { logoutEventId } from '../sessions/stream-events'

/** As of a proxy in front, which passes certificates on. */
vi.hoisted(() =>
  Object.assign(process.env, { TRUSTED_PROXIES: '127.0.0.1', CLIENT_CERT_HEADER: 'client-cert' }),
)

/** Answers that other tests bring about, which need another mode or a proxy that asks (forward-auth.int.test.ts). */
const elsewhere = /^get \/metrics 40[14]|^\w+ \/v1\/(forward-auth|ext-authz)/

const apps = (['pki', 'tls', 'internal'] as const).map((listener) => [listener, makeApp(listener)] as const)
const bases = {} as Record<Listener, string>
const seen = new Set<string>()
const ask = async (operation: string, path: string, init: RequestInit = {}, listener: Listener = 'tls') => {
  const method = operation.split(' ')[0]?.toUpperCase()
  const answer = await fetch(`${bases[listener]}${path}`, { method, ...init })
  seen.add(await documented(operation, answer.clone()))
  return answer
}

let customer: TestCustomer
/** What the proxy says of a client with a certificate. */
const shown = { 'client-cert': '' }
let key: { id: string; accessKey: string; secret: string }
let guarded: { accessKey: string; secret: string }
let client: ReturnType<typeof verifyClient>

beforeAll(async () => {
  await ensureAuthorities()
  for (const [listener, app] of apps) {
    routes[listener](app)
    await app.listen({ port: 0, host: '127.0.0.1' })
    bases[listener] = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  }
  const token = await serviceToken()
  client = verifyClient(bases.internal, token)
  customer = await testCustomer()
  const der = randomBytes(300)
  await giveCertificate(customer.customerId, { fingerprint: createHash('sha256').update(der).digest() })
  shown['client-cert'] = `:${der.toString('base64')}:`
  key = await makeKey(customer)
  guarded = await makeKey(customer, { addresses: ['203.0.113.0/24'] })
})
afterAll(async () => {
  await Promise.all(apps.map(([, app]) => app.close()))
})

let sent = 0
function signed(
  by: { accessKey: string; secret: string } = key,
  secret = by.secret,
  [method, path] = ['GET', '/v1/key'],
) {
  sent += 1
  const unsigned = { method, path, query: `n=${sent}`, body: Buffer.alloc(0) }
  return signAs.signet(unsigned, { accessKey: by.accessKey, secret, timeMs: Date.now() })
}
const askKey = (facts = signed()) =>
  ask('get /v1/key', `/v1/key?${facts.query}`, { headers: Object.fromEntries(facts.headers.slice(1)) })
const sessions = '/v1/sessions'
const current = ['/v1/sessions/current', 'get'] as const
const ofCurrent = [
  current,
  ['/v1/sessions/current', 'delete'],
  ['/v1/sessions/current/events', 'get'],
] as const
const headersOf = (by: typeof guarded, method: string, path: string) => {
  const { query, headers } = signed(by, by.secret, [method, path])
  return { target: `${path}?${query}`, headers: { ...shown, ...Object.fromEntries(headers.slice(1)) } }
}
const logIn = async (by: typeof guarded = key): Promise<Record<string, string>> => {
  const { target, headers } = headersOf(by, 'POST', sessions)
  const answer = await ask('post /v1/sessions', target, { headers })
  return { ...shown, authorization: `Bearer ${(await answer.json()).token}` }
}
const askCurrent = async (headers: Record<string, string>) => {
  for (const [path, method] of ofCurrent) await ask(`${method} ${path}`, path, { headers })
}
const askCurrentSigned = async () => {
  for (const [path, method] of ofCurrent) {
    const { target, headers } = headersOf(key, method.toUpperCase(), path)
    await ask(`${method} ${path}`, target, { headers })
  }
}
const endedBearer = async () => ({ authorization: `Bearer ${await endedSession()}` })
const verify = async (body: string, headers = {}) =>
  seen.add(await documented('post /v1/verify', await client.post(body, headers)))
const leaked = (body: string, type = 'application/json') =>
  ask('post /v1/leaked', '/v1/leaked', { body, headers: { 'content-type': type } })

test('of what certificates point to', async () => {
  await Promise.all([refreshRevocationLists(), refreshRootLists(), keepResponders()])
  await ask('get /readyz', '/readyz', {}, 'internal')
  const { serialNumber } = await database().certificateAuthority.findFirstOrThrow({ where: { role: 'root' } })
  const { number } = await database().revocationList.findFirstOrThrow({ where: { number: { gte: 0 } } })
  for (const listener of ['pki', 'tls'] as const) {
    await ask('get /ca/chain.pem', '/ca/chain.pem', {}, listener)
    for (const [operation, found, missing] of [
      ['get /ca/{serial}.cer', `/ca/${serialNumber}.cer`, '/ca/ffff.cer'],
      ['get /ca/crl/root/{serial}', `/ca/crl/root/${serialNumber}`, '/ca/crl/root/ffff'],
      ['get /ca/crl/{number}', `/ca/crl/${number}`, '/ca/crl/99999999'],
    ] as const)
      for (const path of [found, missing]) await ask(operation, path, {}, listener)
    await ask('get /ca/crl/root', '/ca/crl/root', {}, listener)
    for (const path of ['root', `root/${serialNumber}`, `${number}`]) {
      const { headers } = await fetch(`${bases[listener]}/ca/crl/${path}`)
      const known = { headers: { 'if-none-match': headers.get('etag') ?? '' } }
      const operation = path === 'root' ? 'root' : path.startsWith('root/') ? 'root/{serial}' : '{number}'
      await ask(`get /ca/crl/${operation}`, `/ca/crl/${path}`, known, listener)
    }
    const type = { 'content-type': 'application/ocsp-request' }
    await ask('get /ca/ocsp', '/ca/ocsp', {}, listener)
    await ask('get /ca/ocsp/{request}', '/ca/ocsp/MAA', {}, listener)
    await ask('get /ca/ocsp/{request}', '/ca/ocsp/%ff', {}, listener)
    await ask('post /ca/ocsp', '/ca/ocsp', { body: 'x', headers: type }, listener)
    await ask('post /ca/ocsp', '/ca/ocsp', { body: 'x'.repeat(9000), headers: type }, listener)
    await ask('post /ca/ocsp', '/ca/ocsp', { body: 'x', headers: { 'content-type': 'text/plain' } }, listener)
  }
  await database().revocationList.deleteMany({ where: { number: { lt: 0 } } })
  await ask('get /ca/crl/root', '/ca/crl/root')
})

test('of what services and operators ask', async () => {
  await verify(JSON.stringify(client.question(signed())))
  await verify(JSON.stringify(client.question(signed(), { ip: 'nowhere' })))
  await verify(JSON.stringify(client.question(signed(guarded), { ip: '198.51.100.1' })))
  await verify(JSON.stringify(client.question(signed(key, 'sgs_wrong'))))
  await verify(''.padEnd(2_000_000))
  await verify('{}', { 'content-type': 'text/plain' })
  await verify('{}', { authorization: 'Bearer sgt_none' })
  for (const path of ['/healthz', '/metrics', '/v1/openapi.json'])
    await ask(`get ${path}`, path, {}, 'internal')
  await ask('get /v1/openapi.json', '/v1/openapi.json')
})

test('of what clients ask', async () => {
  await ask('get /v1/certificate', '/v1/certificate')
  await askKey()
  await askKey(signed(key, 'sgs_wrong'))
  await askKey(signed(guarded))
  const ended = await ask('get /v1/key', '/v1/key', { headers: await endedBearer() })
  expect(await ended.json()).toMatchObject({ code: 304, reason: 'key_deactivated' })
  await leaked('{"secret":"sgs_none"}')
  await leaked('{"secret":1}')
  await leaked(JSON.stringify({ secret: 'x'.repeat(9000) }))
  await leaked('x', 'text/plain')
})

test('of what programs do that log in', async () => {
  await ask('get /v1/certificate', '/v1/certificate', { headers: shown })
  const json = { ...shown, 'content-type': 'application/json' }
  for (const body of ['', '{"id":"A123","password":"x"}', 'x'.repeat(9000)])
    await ask('post /v1/sessions', sessions, { headers: json, body })
  await logIn(guarded)
  await logIn({ ...key, secret: 'sgs_wrong' })

  const session = await logIn()
  await ask('get /v1/sessions/current', current[0], { headers: session })
  await ask('delete /v1/sessions/current', current[0], { headers: session })
  await askCurrent(session)
  await ask('post /v1/sessions', sessions, { headers: session })
  const again = { ...session, 'last-event-id': logoutEventId }
  await ask('get /v1/sessions/current/events', `${current[0]}/events`, { headers: again })
  await askCurrent({ ...shown, authorization: 'Bearer sgn_none' })
  await askCurrentSigned()
  const held = await logIn()
  await database().customer.update({ where: { id: customer.customerId }, data: { suspendedAt: new Date() } })
  await askCurrent(held)
  await database().customer.update({ where: { id: customer.customerId }, data: { suspendedAt: null } })
})

test('of a login during which its key is turned off', async () => {
  const logins: Promise<unknown>[] = []
  await database().$transaction(async (tx) => {
    await tx.$executeRaw`UPDATE api_key SET status = 'inactive', slot = NULL WHERE id = ${key.id}::uuid`
    logins.push(logIn())
    await vi.waitFor(
      async () =>
        expect(
          await database().$queryRaw`SELECT 1 FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        ).toHaveLength(1),
      4_000,
    )
  })
  await Promise.all(logins)
  key = await makeKey(customer)
})

test('of what can not be looked up', async () => {
  const session = await logIn()
  await database().$executeRaw`ALTER TABLE api_key RENAME TO out_of_reach`
  await database().$executeRaw`ALTER TABLE revocation_list RENAME TO out_of_reach_too`
  await ask('get /readyz', '/readyz', {}, 'internal')
  for (const path of ['root', 'root/{serial}', '{number}'])
    await ask(`get /ca/crl/${path}`, `/ca/crl/${path.replace(/{\w+}/, '11')}`)
  await verify(JSON.stringify(client.question(signed())))
  await askKey()
  await logIn()
  await askCurrent(session)
  await leaked(JSON.stringify({ secret: key.secret }))
  await database().$executeRaw`ALTER TABLE certificate RENAME TO out_of_reach_as_well`
  await database().$executeRaw`ALTER TABLE certificate_authority RENAME TO and_this`
  await ask('get /v1/certificate', '/v1/certificate', { headers: shown })
  await ask('get /ca/chain.pem', '/ca/chain.pem')
  await ask('get /ca/{serial}.cer', '/ca/11.cer')
})

test('of too much', async () => {
  for (let failure = 0; failure < 300; failure += 1)
    await fetch(`${bases.tls}/v1/key`, {
      headers: { 'Signet-Key': 'sgk_none0000', 'Signet-Timestamp': '1', 'Signet-Signature': '0'.repeat(64) },
    })
  await askKey()
  await logIn()
  await askCurrentSigned()
  for (let report = 0; report < 30; report += 1) await leaked('{"secret":"sgs_none"}')
})

test('every answer that is documented was given, as documented', () => {
  expect(documentedAnswers.filter((answer) => !seen.has(answer) && !elsewhere.test(answer))).toEqual([])
})
