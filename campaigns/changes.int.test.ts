import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { database } from '@/lib/db/client'
import { translate } from '@/lib/i18n/messages'
import { routes } from '@/lib/routes'
import { cookieNames } from '@/lib/server/cookie-names'
import { buildIfStale } from '@/scripts/support/build-if-stale'
import { runChangeCycles } from './change-cycles'
import { runCutListeners, runPausedGateway } from './cut-off-gateways'
import { ask } from './support/ask'
import { builtAction } from './support/built-action'
import { type LaunchedPortal, launchPortal } from './support/launch-portal'
import { type LaunchedVerifier, launchVerifiers } from './support/launch-verifiers'
import { headersOf } from './support/portal-client'
import { type Fields, postAction } from './support/submit-action'
import { customerWithKeys, keyName, type UsedKey } from './support/used-keys'

/** A tenth of the campaign: a portal and two gateways on this file's database. */
let portal: LaunchedPortal
let gateways: LaunchedVerifier[] = []

beforeAll(async () => {
  await buildIfStale(() => {})
  await ensureAuthorities()
  await ensureServerCertificate()
  portal = await launchPortal()
  gateways = await launchVerifiers(2)
}, 300_000)
afterAll(() => Promise.all([portal?.stop(), ...gateways.map((gateway) => gateway.stop())]))

test('nothing is accepted on the old state after a change returned, at any gateway', async () => {
  const outcome = await runChangeCycles(portal.url, gateways, { cycles: 100 })
  expect(outcome, JSON.stringify(outcome)).toMatchObject({
    cycles: 100,
    allowedAfter: 0,
    wrongSessions: 0,
    holds: true,
  })
}, 120_000)

test('a gateway that was stopped beyond its lease accepts nothing stale when it wakes', async () => {
  const [gateway] = gateways
  if (!gateway) throw new Error('there is a gateway')
  const outcome = await runPausedGateway(gateway, { rounds: 2 })
  expect(outcome).toMatchObject({ answers: { key_inactive: 20 }, holds: true })
})

test('nor do gateways whose listening connection is cut', async () => {
  const outcome = await runCutListeners(gateways, { rounds: 3 })
  expect(outcome).toMatchObject({ answers: { key_inactive: 30 }, holds: true })
})

test('a change that a gateway does not confirm is saved, and the next page says so', async () => {
  const { customer, keys } = await customerWithKeys()
  const headers = headersOf(customer)
  const submit = (name: string, { id }: UsedKey, fields: Fields = []) => {
    const { id: action } = builtAction(`app/(portal)/keys/actions.ts ${name}`)
    return postAction(portal.url + routes.key(id), action, headers, [['id', id], ...fields])
  }
  await database().$executeRaw`
    INSERT INTO gateway_node (id, lease_until) VALUES (${randomUUID()}::uuid, now() + interval '1 hour')`
  const stays = await submit('deactivateKeyAction', keys[0])
  const redirects = await submit('deleteKeyAction', keys[1], [['typedName', keyName]])
  await database().$executeRaw`DELETE FROM gateway_node WHERE lease_until > now() + interval '1 minute'`
  const sentence = translate('en', 'common')('saved_unconfirmed')
  expect(redirects.headers['x-action-redirect']).toContain(routes.keys())
  for (const { headers, text } of [stays, redirects]) {
    expect(headers['set-cookie']?.join()).toMatch(new RegExp(`^${cookieNames.unconfirmed}=1;.*Max-Age=20;`))
    // The page that is drawn anew with the answer says it already.
    expect(text).toContain(sentence)
  }
  const saved = await database().apiKey.findMany({ where: { customerId: customer.customerId } })
  expect(saved.map(({ status, deletedAt }) => status === 'inactive' || deletedAt !== null)).toEqual([
    true,
    true,
  ])

  const page = (cookie: string) => ask(portal.url + routes.keys(), { headers: { ...headers, cookie } })
  const { cookie = '' } = headers
  expect((await page(`${cookie}; ${cookieNames.unconfirmed}=1`)).text).toContain(sentence)
  expect((await page(cookie)).text).not.toContain(sentence)
})

test('a gateway that is stopped gives its lease up: nobody waits for it', async () => {
  const before = await database().gatewayNode.count()
  expect(await gateways.pop()?.stop()).toBe(0)
  expect(await database().gatewayNode.count()).toBe(before - 1)
})
