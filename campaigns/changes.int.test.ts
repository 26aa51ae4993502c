import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { collecting } from '@/bench/memory/memory-of'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { translate } from '@/lib/i18n/messages'
import { routes } from '@/lib/routes'
import { cookieNames } from '@/lib/server/cookie-names'
import { buildIfStale } from '@/scripts/support/build-if-stale'
import { type DatabaseRelay, databaseRelay } from '@/test/database-relay'
import { runChangeCycles } from './change-cycles'
import { runCutListeners, runPausedGateway } from './cut-off-gateways'
import { runDeafGateway } from './deaf-gateway'
import { runIdleStreams } from './idle-streams'
import { ask } from './support/ask'
import { builtAction } from './support/built-action'
import { type LaunchedPortal, launchPortal } from './support/launch-portal'
import { type LaunchedVerifier, launchVerifiers } from './support/launch-verifiers'
import { headersOf } from './support/portal-client'
import { type Fields, postAction } from './support/submit-action'
import { customerWithKeys, keyName, type UsedKey } from './support/used-keys'

/** A part of the campaign: a portal and two gateways on this file's database, the second one through a relay. */
let portal: LaunchedPortal
let relay: DatabaseRelay
let gateways: LaunchedVerifier[] = []

beforeAll(async () => {
  await buildIfStale(() => {})
  await ensureAuthorities()
  await ensureServerCertificate()
  portal = await launchPortal()
  relay = await databaseRelay(env().DATABASE_URL)
  const deaf = { DATABASE_URL: relay.url, LOG_LEVEL: 'debug' }
  gateways = [...(await launchVerifiers(1, collecting)), ...(await launchVerifiers(1, deaf))]
}, 300_000)
afterAll(async () => {
  await Promise.all([portal?.stop(), ...gateways.map((gateway) => gateway.stop())])
  await relay?.close()
})

test('nothing is accepted on the old state after a change returned, at any gateway', async () => {
  const outcome = await runChangeCycles(portal.url, gateways, { cycles: 16 })
  expect(outcome, JSON.stringify(outcome)).toMatchObject({
    cycles: 16,
    stale: 0,
    othersTouched: 0,
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

test.each([
  ['is in a black hole', 'nothing'],
  ['drops notifications', 'answers'],
] as const)('nor does one whose listening connection %s', async (_, passing) => {
  const [hearing, deaf] = gateways
  if (!hearing || !deaf) throw new Error('there are two gateways')
  const outcome = await runDeafGateway(
    { relay, deaf, hearing: [hearing] },
    { rounds: 1, passing, deafMs: 300 },
  )
  expect(outcome, JSON.stringify(outcome)).toMatchObject({ unconfirmed: 0, leasesLost: 1, holds: true })
})

test('of many idle event streams exactly those of changed keys end', async () => {
  const [gateway] = gateways
  if (!gateway) throw new Error('there is a gateway')
  const outcome = await runIdleStreams(gateway, { customers: 3, changes: 3, rounds: 1, idleMs: 0 })
  expect(outcome, JSON.stringify(outcome)).toMatchObject({
    streams: 300,
    told: { key_deactivated: 20, key_deleted: 20, key_edited: 20 },
    ...{ lost: 0, wrong: 0, toldAtTheEnd: { customer_suspended: 240 }, holds: true },
  })
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
