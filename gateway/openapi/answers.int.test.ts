import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { keepResponders } from '@/lib/certificates/keep-responders'
import { refreshRevocationLists } from '@/lib/certificates/refresh-revocation-lists'
import { refreshRootLists } from '@/lib/certificates/refresh-root-lists'
import { database } from '@/lib/db/client'
import { createServiceToken } from '@/lib/services/create-service-token'
import { giveCertificate } from '@/test/certificate'
import { testCustomer } from '@/test/customer'
import { documented, documentedAnswers } from '@/test/documented'
import { makeKey } from '@/test/keys'
import { signAs } from '@/test/sign-as'
import { verifyClient } from '@/test/verify-client'
import { type Listener, makeApp } from '../make-app'
import { routes } from '../routes'

/** Answers that other tests bring about, which need a certificate, a session, another mode or a proxy. */
const elsewhere =
  /^(get|post|delete) \/v1\/(certificate 200|sessions)|^get \/metrics 40[14]|^\w+ \/v1\/(forward-auth|ext-authz)/

const apps = (['pki', 'tls', 'internal'] as const).map((listener) => [listener, makeApp(listener)] as const)
const bases = {} as Record<Listener, string>
const seen = new Set<string>()
const ask = async (operation: string, path: string, init: RequestInit = {}, listener: Listener = 'tls') => {
  const method = operation.split(' ')[0]?.toUpperCase()
  const answer = await fetch(`${bases[listener]}${path}`, { method, ...init })
  seen.add(await documented(operation, answer))
}

let key: { accessKey: string; secret: string }
let guarded: { accessKey: string; secret: string }
let client: ReturnType<typeof verifyClient>

beforeAll(async () => {
  await ensureAuthorities()
  for (const [listener, app] of apps) {
    routes[listener](app)
    await app.listen({ port: 0, host: '127.0.0.1' })
    bases[listener] = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  }
  const { token } = await createServiceToken({ actor: systemActor, account: null }, 'orders')
  client = verifyClient(bases.internal, token)
  const customer = await testCustomer()
  await giveCertificate(customer.customerId)
  key = await makeKey(customer)
  guarded = await makeKey(customer, { addresses: ['203.0.113.0/24'] })
})
afterAll(async () => {
  await Promise.all(apps.map(([, app]) => app.close()))
})

let sent = 0
function signed(by = key, secret = by.secret) {
  sent += 1
  const unsigned = { method: 'GET', path: '/v1/key', query: `n=${sent}`, body: Buffer.alloc(0) }
  return signAs.signet(unsigned, { accessKey: by.accessKey, secret, timeMs: Date.now() })
}
const askKey = (facts = signed()) =>
  ask('get /v1/key', `/v1/key?${facts.query}`, { headers: Object.fromEntries(facts.headers.slice(1)) })
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
  await leaked('{"secret":"sgs_none"}')
  await leaked('{"secret":1}')
  await leaked(JSON.stringify({ secret: 'x'.repeat(9000) }))
  await leaked('x', 'text/plain')
})

test('of what can not be looked up', async () => {
  await database().$executeRaw`ALTER TABLE api_key RENAME TO out_of_reach`
  await database().$executeRaw`ALTER TABLE revocation_list RENAME TO out_of_reach_too`
  await ask('get /readyz', '/readyz', {}, 'internal')
  await verify(JSON.stringify(client.question(signed())))
  await askKey()
  await leaked(JSON.stringify({ secret: key.secret }))
})

test('of too much', async () => {
  for (let failure = 0; failure < 300; failure += 1)
    await fetch(`${bases.tls}/v1/key`, {
      headers: { 'Signet-Key': 'sgk_none0000', 'Signet-Timestamp': '1', 'Signet-Signature': '0'.repeat(64) },
    })
  await askKey()
  for (let report = 0; report < 30; report += 1) await leaked('{"secret":"sgs_none"}')
})

test('every answer that is documented was given, as documented', () => {
  expect(documentedAnswers.filter((answer) => !seen.has(answer) && !elsewhere.test(answer))).toEqual([])
})
