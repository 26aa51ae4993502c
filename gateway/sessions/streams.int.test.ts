import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { announceChange } from '@/lib/changes/announce-change'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { changePassword } from '@/lib/identity/change-password'
import { hashPassword } from '@/lib/identity/password-hash'
import { suspendCustomer } from '@/lib/identity/suspend-customer'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import { deleteKey } from '@/lib/keys/delete-key'
import { updateKey } from '@/lib/keys/update-key'
import { endApiSession } from '@/lib/sessions/end-api-session'
import { endDueSessions } from '@/lib/sessions/end-due-sessions'
import { type ApiClient, apiClient, bearer, type EventStream } from '@/test/api-client'
import { issuedCertificate, revokeAsStaff, type TestCertificate } from '@/test/issued'
import { keyInput, type MadeKey, makeKey } from '@/test/keys'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { testStaff, withReason } from '@/test/staff'

const path = '/v1/sessions'
let gateway: LaunchedGateway
let root = ''
let certificate: TestCertificate
let client: ApiClient

type LoggedIn = { key: MadeKey; id: string; token: string; stream: EventStream }
let one: LoggedIn
let other: LoggedIn

beforeAll(async () => {
  await ensureAuthorities()
  await ensureServerCertificate()
  root = (await issuedCertificate()).chain[2] ?? ''
  gateway = await launchGateway()
}, 120_000)
afterAll(() => gateway.stop())
beforeEach(async () => {
  client?.close()
  certificate = await issuedCertificate()
  client = apiClient(gateway.tls, root, certificate)
  ;[one, other] = [await logIn('key1'), await logIn('key2')]
})

async function logIn(name: string): Promise<LoggedIn> {
  const key = await makeKey(certificate.customer, { name })
  const { body } = await client.sign(key, 'POST', path)
  const { token, session } = body as { token: string; session: { id: string } }
  const stream = await client.listen(token)
  expect(await stream.next()).toEqual({ event: 'ready', data: { session: session.id } })
  return { key, id: session.id, token, stream }
}

const stateOf = async ({ token }: LoggedIn) => {
  const { status, body } = await client.ask('GET', `${path}/current`, { headers: bearer(token) })
  return status === 200 ? 'lives' : body
}
const told = (reason: string) => ({
  id: 'forced-logout',
  event: 'forced_logout',
  data: { code: 304, reason },
})
const customer = () => certificate.customer
const ended = (reason: string) => expect.objectContaining({ code: 304, reason })

/** Ends the key's own last day, or another instant, and has the job look. */
async function passTime(change: () => Promise<unknown>): Promise<void> {
  await change()
  await endDueSessions()
}

test.each<[string, () => Promise<unknown>]>([
  ['key_deactivated', () => deactivateKey(customer(), { id: one.key.id })],
  ['key_deleted', () => deleteKey(customer(), { id: one.key.id, typedName: 'key1' })],
  [
    'key_edited',
    () =>
      updateKey(customer(), {
        ...{ ...keyInput, confirmAnywhere: false },
        id: one.key.id,
        revision: 1,
        addresses: ['127.0.0.1', '::1'],
      }),
  ],
  ['ended_by_holder', () => endApiSession(customer(), one.id)],
  ['ended_by_staff', async () => endApiSession(withReason(await testStaff('support')), one.id)],
  ['logged_out', () => client.ask('DELETE', `${path}/current`, { headers: bearer(one.token) })],
  [
    'key_expired',
    () =>
      passTime(async () => {
        const validBefore = clock.now()
        await database().apiKey.update({
          where: { id: one.key.id },
          data: { validBefore, windowRule: 'between' },
        })
        await database().apiSession.update({ where: { id: one.id }, data: { expiresAt: validBefore } })
      }),
  ],
  [
    'session_expired',
    () =>
      passTime(() =>
        database().apiSession.update({ where: { id: one.id }, data: { expiresAt: clock.now() } }),
      ),
  ],
])('%s is told to that session’s client, and to no other', async (reason, act) => {
  await act()
  expect(await one.stream.next()).toEqual(told(reason))
  expect(await one.stream.next()).toBeNull()
  expect(await stateOf(one)).toEqual(ended(reason))
  expect(await stateOf(other)).toBe('lives')
  // The other stream is open still: what ends it comes over it.
  await endApiSession(customer(), other.id)
  expect(await other.stream.next()).toEqual(told('ended_by_holder'))
})

test.each<[string, () => Promise<unknown>]>([
  ['certificate_revoked', () => revokeAsStaff(certificate)],
  [
    'customer_suspended',
    async () => suspendCustomer(withReason(await testStaff('security')), { ...customer(), revision: 1 }),
  ],
  [
    'password_changed',
    async () => {
      const passwordHash = await hashPassword('the present password')
      await database().customer.update({ where: { id: customer().customerId }, data: { passwordHash } })
      const [presentPassword, newPassword] = ['the present password', 'a wholly new password']
      await changePassword(customer(), { presentPassword, newPassword, newPasswordAgain: newPassword })
    },
  ],
])('%s ends all of the customer’s, and nobody else’s', async (reason, act) => {
  const before = { certificate, client }
  certificate = await issuedCertificate()
  client = apiClient(gateway.tls, root, certificate)
  const stranger = await logIn('key1')
  ;({ certificate } = before)
  await act()
  for (const { stream } of [one, other]) expect(await stream.next()).toEqual(told(reason))
  expect(await stateOf(stranger)).toBe('lives')
  ;[client, before.client] = [before.client, client]
  for (const session of [one, other]) expect(await stateOf(session)).toEqual(ended(reason))
  before.client.close()
})

/** Changes a session's row, and has gateways look at it anew. */
async function setRow(data: { endedAt?: Date; lastUsedAt?: Date }): Promise<void> {
  const { id } = one
  const { customerId } = customer()
  await transaction(async (tx) => {
    await tx.apiSession.update({ where: { id }, data })
    await announceChange(tx, { kind: 'session', id, customerId, ends: null })
  })
}
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)

test('a client that comes back is told once more, and then that there is nothing', async () => {
  await deactivateKey(customer(), { id: one.key.id })
  const again = await client.listen(one.token)
  expect([again.status, await again.next(), await again.next()]).toEqual([200, told('key_deactivated'), null])
  const last = await client.listen(one.token, { 'last-event-id': 'forced-logout' })
  expect([last.status, last.body]).toEqual([204, ''])
})

test('after a day an ended token is unknown', async () => {
  await endApiSession(customer(), one.id)
  await setRow({ endedAt: ago(23.9 * 3600) })
  expect(await stateOf(one)).toEqual(ended('ended_by_holder'))
  await setRow({ endedAt: ago(24.1 * 3600) })
  expect(await stateOf(one)).toMatchObject({ code: 'invalid_credentials' })
  expect((await client.listen(one.token)).status).toBe(401)
})

test('a stream takes the session’s own certificate, a session, and room', async () => {
  const stranger = apiClient(gateway.tls, root, await issuedCertificate())
  expect((await stranger.listen(one.token)).status).toBe(401)
  stranger.close()
  expect((await client.sign(one.key, 'GET', `${path}/current/events`)).status).toBe(404)
  const more = [await client.listen(one.token), await client.listen(one.token)]
  const refused = await client.listen(one.token)
  expect([refused.status, JSON.parse(refused.body).code]).toEqual([429, 'too_many_streams'])
  expect((await client.listen(other.token)).status).toBe(200)
  more[0]?.close()
  await expect.poll(async () => (await client.listen(one.token)).status).toBe(200)
})

test('using a session keeps it from going idle', async () => {
  const lastUsedAt = ago(3_500)
  await setRow({ lastUsedAt })
  expect(await stateOf(one)).toBe('lives')
  const read = () => database().apiSession.findUniqueOrThrow({ where: { id: one.id } })
  await expect.poll(async () => Number((await read()).lastUsedAt)).toBeGreaterThan(Number(lastUsedAt))
  await setRow({ lastUsedAt: ago(3_601) })
  expect(await stateOf(one)).toEqual(ended('session_expired'))
})

test('what was not heard is found', async () => {
  await database().apiSession.update({
    where: { id: one.id },
    data: { endedAt: new Date(), endedReason: 'key_edited' },
  })
  expect(await one.stream.next()).toEqual(told('key_edited'))
})

test('a session ends at every gateway; one that stops closes its streams, and what lives goes on at the next', async () => {
  const second = await launchGateway()
  const there = apiClient(second.tls, root, certificate)
  const [stream, ofOther] = [await there.listen(one.token), await there.listen(other.token)]
  for (const opened of [stream, ofOther]) await opened.next()
  await deactivateKey(customer(), { id: other.key.id })
  for (const told304 of [other.stream, ofOther]) expect(await told304.next()).toEqual(told('key_deactivated'))
  expect(await second.stop()).toBe(0)
  expect(await stream.next()).toBeNull()
  there.close()
  expect(await stateOf(one)).toBe('lives')
})
