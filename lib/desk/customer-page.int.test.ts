import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { staffRoles } from '@/lib/access/staff-roles'
import { recordEvent } from '@/lib/audit/record-event'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { checkOtp } from '@/lib/factors/check-otp'
import { issueOtp } from '@/lib/factors/issue-otp'
import { deleteKey } from '@/lib/keys/delete-key'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer, testSession } from '@/test/customer'
import { makeKey } from '@/test/keys'
import { stranger } from '@/test/signing-in'
import { type TestStaff, testStaff, withReason } from '@/test/staff'
import { findCustomer } from './find-customer'
import { listCustomerCertificates } from './list-customer-certificates'
import { listCustomerKeys } from './list-customer-keys'
import { listCustomerMessages } from './list-customer-messages'
import { listCustomerSessions } from './list-customer-sessions'
import { listTimeline } from './list-timeline'
import { needsAttention } from './needs-attention'

const all = { kind: null, before: null }
const first = { before: null, at: null }
let staff: TestStaff
let customer: TestCustomer

beforeAll(async () => {
  staff = await testStaff('support', { name: '林雅婷' })
})
beforeEach(async () => {
  customer = await testCustomer()
})

const request = () => ({
  sessionId: customer.sessionId,
  purpose: 'key-create' as const,
  digest: Buffer.alloc(32),
  channel: 'sms' as const,
})

const record = (actor: Actor, action: Parameters<typeof recordEvent>[2]['action'], detail = {}) =>
  recordEvent(database(), actor, { action, customerId: customer.customerId, detail })

describe('a customer', () => {
  test('is found masked, with what state the account is in', async () => {
    await giveCertificate(customer.customerId)
    await makeKey(customer)
    const found = await findCustomer(staff, customer.customerId)
    expect(found).toMatchObject({
      id: customer.customerId,
      email: customer.email,
      phone: customer.phone,
      suspendedAt: null,
      activated: true,
      locked: { password: false, codes: false },
      activeKeys: 1,
      liveSessions: 1,
    })
    expect(found.nationalIdMasked).toContain('•')
    expect(JSON.stringify(found)).not.toContain(customer.nationalId)
  })

  test.each([randomUUID(), 'x', '', "' OR 1=1", '../..'])('called %s is nobody', async (id) => {
    await expect(findCustomer(staff, id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is locked by wrong codes, and then needs attention', async () => {
    const { customerId } = customer
    await database().otpChallenge.createMany({
      data: Array.from({ length: 25 }, () => ({
        customerId,
        purpose: 'sign-in',
        digest: Buffer.alloc(32),
        channel: 'sms' as const,
        codeHash: Buffer.alloc(32),
        attempts: 4,
        createdAt: addSeconds(clock.now(), -2 * 86_400),
        expiresAt: addSeconds(clock.now(), -86_400),
      })),
    })
    await database().otpChallenge.updateMany({
      where: { id: (await database().otpChallenge.findFirstOrThrow({ where: { customerId } })).id },
      data: { attempts: 3 },
    })
    expect((await findCustomer(staff, customerId)).locked.codes).toBe(false)
    await transaction((tx) => issueOtp(tx, { actor: customer, customerId, ...request() }))
    const answer = { actor: customer, customerId, ...request(), code: '000000', field: 'code' }
    await expect(checkOtp(answer)).rejects.toMatchObject({ code: 'otp_wrong' })
    expect((await findCustomer(staff, customerId)).locked).toEqual({ password: false, codes: true })
    const locked = async () =>
      (await needsAttention(staff, 'locked', { take: 100 })).items.filter(
        (item) => item.customerId === customerId,
      )
    expect(await locked()).toMatchObject([{ by: 'codes' }])
    await database().otpChallenge.deleteMany({ where: { customerId } })
    expect(await locked()).toEqual([])
  })
})

test.each(['findCustomer', 'listTimeline', 'keys', 'certificates', 'sessions', 'messages', 'attention'])(
  '%s is for staff, of every role, and for nobody else',
  async (what) => {
    const { customerId } = customer
    const read = (actor: Actor): Promise<unknown> =>
      ({
        findCustomer: () => findCustomer(actor, customerId),
        listTimeline: () => listTimeline(actor, customerId, all),
        keys: () => listCustomerKeys(actor, customerId, first),
        certificates: () => listCustomerCertificates(actor, customerId, first),
        sessions: () => listCustomerSessions(actor, customerId, first),
        messages: () => listCustomerMessages(actor, customerId, first),
        attention: () => needsAttention(actor, 'locked', { take: 10 }),
      })[what as 'keys']()
    for (const role of staffRoles) await expect(read(await testStaff(role))).resolves.toBeTruthy()
    await expect(read(customer)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(read(stranger())).rejects.toMatchObject({ code: 'signed_out' })
  },
)

describe('the timeline', () => {
  test('has everybody’s acts, the newest first, with who, why and the ticket', async () => {
    await record(customer, 'signin.succeeded', { way: 'password' })
    await record(withReason(staff, 'the customer called', 'T-1'), 'customer.unlocked', { what: 'both' })
    const { events, older } = await listTimeline(staff, customer.customerId, all)
    expect(older).toBeNull()
    expect(events).toMatchObject([
      {
        action: 'customer.unlocked',
        actorKind: 'staff',
        staffName: '林雅婷',
        detail: { role: 'support', staffReason: 'the customer called', ticket: 'T-1' },
      },
      { action: 'signin.succeeded', actorKind: 'customer', staffName: null },
    ])
  })

  test.each([
    ['sign_in', ['signin.succeeded', 'sessions.ended']],
    ['keys', ['key.created']],
    ['certificates', ['certificate.issued']],
    ['security', ['password.changed']],
    ['staff', ['sessions.ended']],
  ] as const)('can be narrowed to %s', async (kind, actions) => {
    await record(customer, 'signin.succeeded')
    await record(withReason(staff), 'sessions.ended', { count: 1 })
    await record(customer, 'key.created', { name: 'A' })
    await record(customer, 'certificate.issued')
    await record(customer, 'password.changed')
    const { events } = await listTimeline(staff, customer.customerId, { kind, before: null })
    expect(events.map(({ action }) => action).reverse()).toEqual(actions)
  })

  test('goes on from page to page, and misses nothing', async () => {
    for (let n = 0; n < 65; n++) await record(customer, 'key.created', { name: `${n}` })
    await recordEvent(database(), await testCustomer(), { action: 'key.created', detail: { name: 'other' } })
    const names: unknown[] = []
    for (let before: string | null = null, page = 0; page < 3; page++) {
      const { events, older } = await listTimeline(staff, customer.customerId, { kind: null, before })
      names.push(...events.map(({ detail }) => detail.name))
      before = older
      expect(older === null).toBe(page === 2)
    }
    expect(names).toEqual(Array.from({ length: 65 }, (_, n) => `${64 - n}`))
  })

  test('tells what became of a code, and never the code', async () => {
    const { customerId } = customer
    const sent = await transaction((tx) =>
      issueOtp(tx, {
        actor: customer,
        customerId: customer.customerId,
        ...request(),
      }),
    )
    const fate = async () => {
      const { events } = await listTimeline(staff, customer.customerId, all)
      expect(JSON.stringify(events)).not.toMatch(/"\d{6}"|code"/)
      return events[0]?.fate
    }
    expect(await fate()).toBe('open')
    await database().outbox.update({ where: { id: sent.outboxId }, data: { status: 'failed' } })
    expect(await fate()).toBe('undelivered')
    await database().otpChallenge.updateMany({
      where: { customerId: customer.customerId },
      data: { consumedAt: clock.now() },
    })
    expect(await fate()).toBe('used')
    // After a month the message is deleted, and a code that nobody typed; of one typed wrong nothing more is known.
    await database().otpChallenge.updateMany({
      where: { customerId },
      data: { consumedAt: null, attempts: 1 },
    })
    await database().outbox.deleteMany({ where: { customerId } })
    expect(await fate()).toBe('unknown')
    await database().otpChallenge.deleteMany({ where: { customerId } })
    expect(await fate()).toBe('unknown')
  })

  test('of an id that can be nobody’s does not exist', async () => {
    await expect(listTimeline(staff, 'x', all)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the lists', () => {
  test('have deleted keys too, begin with the one asked for, and no secret', async () => {
    await giveCertificate(customer.customerId)
    const one = await makeKey(customer, { name: 'One' })
    const two = await makeKey(customer, { name: 'Two' })
    await deleteKey(customer, { id: one.id, typedName: 'One' })
    const { rows } = await listCustomerKeys(staff, customer.customerId, first)
    expect(rows.map(({ name, state }) => [name, state])).toEqual([
      ['Two', 'active'],
      ['One', 'deleted'],
    ])
    const at = await listCustomerKeys(staff, customer.customerId, { before: null, at: one.id })
    expect(at.rows.map(({ name }) => name)).toEqual(['One'])
    expect(JSON.stringify(rows)).not.toContain(two.secret.slice(4))
  })

  test('have sessions that hold and sessions that are over', async () => {
    const { sessionId } = await testSession(customer.customerId)
    await database().webSession.update({
      where: { id: sessionId },
      data: { lastSeenAt: addSeconds(clock.now(), -3600) },
    })
    const { rows } = await listCustomerSessions(staff, customer.customerId, first)
    expect(rows.map(({ id, endedAt }) => [id, endedAt === null])).toEqual(
      expect.arrayContaining([
        [customer.sessionId, true],
        [sessionId, false],
      ]),
    )
  })

  test('have messages without what they said', async () => {
    await notifyCustomer(database(), customer.customerId, 'password_changed', { address: '192.0.2.1' })
    const { rows } = await listCustomerMessages(staff, customer.customerId, first)
    expect(rows).toMatchObject([{ template: 'password_changed', channel: 'email', status: 'pending' }])
    expect(rows[0]?.to).toContain('•')
    expect(JSON.stringify(rows)).not.toContain(customer.email)
    expect(Object.keys(rows[0] ?? {})).not.toContain('bodySealed')
  })

  test('have certificates, with the applications that came to nothing', async () => {
    await giveCertificate(customer.customerId)
    await database().certificate.updateMany({
      where: { customerId: customer.customerId },
      data: { status: 'void' },
    })
    const { rows } = await listCustomerCertificates(staff, customer.customerId, first)
    expect(rows).toMatchObject([{ state: 'void' }])
  })
})
