import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { listCustomerApiSessions } from '@/lib/desk/list-customer-api-sessions'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import { endOldSecret } from '@/lib/keys/end-old-secret'
import { rotateKey } from '@/lib/keys/rotate-key'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { eventOf, noticesOf, refusesOthers } from '@/test/help-act'
import { makeKey } from '@/test/keys'
import { proved } from '@/test/proved'
import { provenKey } from '@/test/proven-key'
import { testStaff, withReason } from '@/test/staff'
import { endApiSession } from './end-api-session'
import { endDueSessions, endIdleSessions } from './end-due-sessions'
import { endedAmong } from './ended-among'
import { listApiSessions } from './list-api-sessions'
import { logInWithKey } from './log-in-with-key'
import { noteUses } from './note-uses'
import { openSession } from './open-session'
import { pruneSessions } from './prune-sessions'
import { readSessionFacts } from './read-session-facts'

let customer: TestCustomer
let keyId: string
let thumbprint: Buffer
let certificateId: string
const meta = { requestId: 'r', address: '203.0.113.7', userAgent: 'bot/1' }

beforeEach(async () => {
  customer = await testCustomer()
  thumbprint = randomBytes(32)
  certificateId = await giveCertificate(customer.customerId, { fingerprint: Uint8Array.from(thumbprint) })
  keyId = (await makeKey(customer, { name: 'key1' })).id
})
afterEach(() => clock.shift(0))

const open = async (id: string | null = keyId) => {
  const session = {
    ...meta,
    customerId: customer.customerId,
    key: id ? await provenKey(id) : null,
    thumbprint,
  }
  return transaction((tx) => openSession(tx, session))
}
const rowOf = (id: string) => database().apiSession.findUniqueOrThrow({ where: { id } })
const reasonOf = async (id: string) => (await rowOf(id)).endedReason

describe('opening', () => {
  test('is refused when key, certificate or customer have ended since they were judged', async () => {
    const session = { ...meta, customerId: customer.customerId, key: await provenKey(keyId), thumbprint }
    const refused = { code: 'changed_meanwhile' }
    await expect(logInWithKey({ ...session, thumbprint: randomBytes(32) })).rejects.toMatchObject(refused)
    const stranger = await testCustomer()
    await expect(logInWithKey({ ...session, customerId: stranger.customerId })).rejects.toMatchObject(refused)
    await database().certificate.update({ where: { id: certificateId }, data: { status: 'revoked' } })
    await expect(logInWithKey(session)).rejects.toMatchObject(refused)
    await database().certificate.update({ where: { id: certificateId }, data: { status: 'issued' } })
    await deactivateKey(customer, { id: keyId })
    await expect(logInWithKey(session)).rejects.toMatchObject(refused)
    expect(await database().apiSession.count({ where: { customerId: customer.customerId } })).toBe(0)
  })

  test('beside a change of its key: either it sees the change, or the change ends it', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { id } = await makeKey(customer, { name: `key ${round}` })
      const [opened] = await Promise.allSettled([open(id), deactivateKey(customer, { id })])
      if (opened.status === 'fulfilled') expect(await reasonOf(opened.value.id)).toBe('key_deactivated')
      else expect(opened.reason).toMatchObject({ code: 'changed_meanwhile' })
    }
  })

  test('is refused to who proved to have a secret that was replaced meanwhile, or ends with it', async () => {
    const session = { ...meta, customerId: customer.customerId, key: await provenKey(keyId), thumbprint }
    const rotate = async (overlapHours: number) => {
      const { revision } = await database().apiKey.findUniqueOrThrow({ where: { id: keyId } })
      await proved(customer, () =>
        rotateKey(customer, { id: keyId, revision, overlapHours, publicKey: null }),
      )
    }
    await rotate(1)
    const { expiresAt } = await logInWithKey(session)
    expect(expiresAt.getTime() - clock.now().getTime()).toBeLessThanOrEqual(3_600_000)
    await endOldSecret(customer, { id: keyId })
    await expect(logInWithKey(session)).rejects.toMatchObject({ code: 'changed_meanwhile' })
    const newer = { ...session, key: await provenKey(keyId) }
    await rotate(0)
    await expect(logInWithKey(newer)).rejects.toMatchObject({ code: 'changed_meanwhile' })
    expect((await open()).id).toBeTruthy()
  })

  test('lasts until the first end of policy, key and certificate', async () => {
    const ends = async () => (await open()).expiresAt.getTime() - clock.now().getTime()
    expect(await ends()).toBeGreaterThan(86_390_000)
    const soon = addSeconds(clock.now(), 60)
    await database().certificate.update({ where: { id: certificateId }, data: { notAfter: soon } })
    expect(await ends()).toBeLessThanOrEqual(60_000)
    await database().apiKey.update({
      where: { id: keyId },
      data: { validBefore: addSeconds(clock.now(), 10), windowRule: 'between' },
    })
    expect(await ends()).toBeLessThanOrEqual(10_000)
  })
})

describe('ending', () => {
  refusesOthers('sessions:end', async (actor) => endApiSession(actor, (await open()).id))

  test('by its holder, once, and by nobody else', async () => {
    const { id } = await open()
    const notFound = { code: 'not_found' }
    await expect(endApiSession(await testCustomer(), id)).rejects.toMatchObject(notFound)
    await endApiSession(customer, id)
    expect(await reasonOf(id)).toBe('ended_by_holder')
    for (const wrong of [id, keyId, 'x', ''])
      await expect(endApiSession(customer, wrong)).rejects.toMatchObject(notFound)
    expect(await eventOf(customer.customerId, 'api_session.ended')).toMatchObject({
      actorKind: 'customer',
      detail: { way: 'key', keyName: 'key1', reason: 'ended_by_holder' },
    })
    expect(await noticesOf(customer.customerId, 'staff_api_session_ended')).toBe(0)
  })

  test('by staff: with a reason, told to the customer, and to the second of two', async () => {
    const { id } = await open(null)
    const ann = withReason(await testStaff('support', { name: 'Ann' }), 'a runaway bot', 'TN-9')
    await endApiSession(ann, id)
    expect(await reasonOf(id)).toBe('ended_by_staff')
    expect(await eventOf(customer.customerId, 'api_session.ended')).toMatchObject({
      actorId: ann.staffId,
      detail: { way: 'password', staffReason: 'a runaway bot', ticket: 'TN-9' },
    })
    expect(await noticesOf(customer.customerId, 'staff_api_session_ended')).toBe(1)
    await expect(endApiSession(ann, id)).rejects.toMatchObject({
      code: 'changed_by_staff',
      values: { who: 'staff', name: 'Ann', act: 'api_session_ended' },
    })
    expect(await listCustomerApiSessions(ann, customer.customerId)).toMatchObject([
      { id, keyName: null, ended: { reason: 'ended_by_staff' } },
    ])
  })

  test('by the clock: idle, at its limit, with its certificate; what is used lives', async () => {
    const [idle, used, ends] = [await open(), await open(), await open()]
    const end = addSeconds(clock.now(), 10)
    const data = { expiresAt: end }
    await database().apiSession.update({ where: { id: ends.id }, data })
    clock.shift(20)
    await Promise.all([endDueSessions(), endDueSessions(), endIdleSessions()])
    expect([await reasonOf(idle.id), await reasonOf(ends.id)]).toEqual([null, 'session_expired'])
    clock.shift(3_590)
    await noteUses(new Map([[used.id, clock.now()]]))
    clock.shift(3_610)
    await endIdleSessions()
    expect([await reasonOf(idle.id), await reasonOf(used.id)]).toEqual(['session_idle', null])
    await database().certificate.update({ where: { id: certificateId }, data: { notAfter: clock.now() } })
    await database().apiSession.update({ where: { id: used.id }, data: { expiresAt: clock.now() } })
    await endDueSessions()
    expect(await reasonOf(used.id)).toBe('certificate_expired')
    expect(await endedAmong([idle.id, used.id, keyId])).toEqual(
      new Map([
        [idle.id, 'session_idle'],
        [used.id, 'certificate_expired'],
        [keyId, 'session_expired'],
      ]),
    )
  })

  test('uses are noted forward only, and never of one that has ended', async () => {
    const { id } = await open()
    const later = addSeconds(clock.now(), 5)
    await noteUses(new Map([[id, later]]))
    await noteUses(new Map([[id, addSeconds(later, -2)]]))
    expect((await rowOf(id)).lastUsedAt).toEqual(later)
    await endApiSession(customer, id)
    await noteUses(new Map([[id, addSeconds(later, 60)]]))
    expect((await rowOf(id)).lastUsedAt).toEqual(later)
  })
})

test('a customer sees the live sessions of their key, or those without, and nobody else’s', async () => {
  const [ofKey, without] = [await open(), await open(null)]
  await endApiSession(customer, (await open()).id)
  expect(await listApiSessions(customer, keyId)).toMatchObject([
    { id: ofKey.id, address: '203.0.113.7', userAgent: 'bot/1' },
  ])
  expect((await listApiSessions(customer, null)).map(({ id }) => id)).toEqual([without.id])
  expect(await listApiSessions(await testCustomer(), keyId)).toEqual([])
})

test('what ended is told for a day, and deleted after a month', async () => {
  const { id, token } = await open()
  expect(await readSessionFacts(token)).toMatchObject({ id, keyId, endedReason: null })
  await endApiSession(customer, id)
  clock.shift(86_000)
  expect(await readSessionFacts(token)).toMatchObject({ endedReason: 'ended_by_holder' })
  clock.shift(87_000)
  expect(await readSessionFacts(token)).toBeNull()
  await pruneSessions()
  expect(await rowOf(id)).toBeTruthy()
  clock.shift(31 * 86_400)
  await pruneSessions()
  expect(await database().apiSession.count({ where: { id } })).toBe(0)
})
