import { expect, test } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { transaction } from '@/lib/db/transaction'
import { type TestCustomer, testCustomer } from '@/test/customer'
import type { AuditAction } from './actions'
import { listActivity } from './list-activity'
import { recordDenial, recordEvent } from './record-event'
import type { ActivityKind } from './schema'

const everything = { kind: null, before: null }

async function record(customer: TestCustomer, ...actions: AuditAction[]): Promise<void> {
  // One by one: the order of two events of one millisecond is no order.
  for (const action of actions) {
    await transaction((tx) => recordEvent(tx, customer, { action, detail: { name: action } }))
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

test('newest first, with what the system did on the account, and nobody else’s', async () => {
  const [mine, theirs] = [await testCustomer(), await testCustomer()]
  await record(mine, 'signin.succeeded')
  await record(theirs, 'signin.succeeded', 'key.created')
  await recordDenial(systemActor, { action: 'certificate.refused', customerId: mine.customerId })
  await record(mine, 'key.created')
  const { events, older } = await listActivity(mine, everything)
  expect(events.map(({ action }) => action)).toEqual([
    'key.created',
    'certificate.refused',
    'signin.succeeded',
  ])
  expect(events[0]).toMatchObject({
    detail: { name: 'key.created' },
    address: mine.address,
    userAgent: 'vitest',
  })
  expect(events[1]).toMatchObject({ actorKind: 'system', address: null })
  expect(older).toBeNull()
})

test('a page at a time, without gap or repeat, also when something happens meanwhile', async () => {
  const customer = await testCustomer()
  await record(customer, ...Array.from({ length: 65 }, () => 'key.updated' as const))
  const first = await listActivity(customer, everything)
  await record(customer, 'key.deleted')
  const second = await listActivity(customer, { kind: null, before: first.older })
  const third = await listActivity(customer, { kind: null, before: second.older })
  const sizes = [first, second, third].map(({ events }) => events.length)
  expect(sizes).toEqual([30, 30, 5])
  expect(third.older).toBeNull()
  const ids = [first, second, third].flatMap(({ events }) => events.map(({ id }) => id))
  expect(new Set(ids).size).toBe(65)
})

test.each<[ActivityKind, AuditAction[]]>([
  ['sign_in', ['session.ended', 'signin.failed']],
  ['certificates', ['certificate.issued']],
  ['keys', ['key.created']],
  ['security', ['otp.sent', 'password.changed']],
])('only %s', async (kind, expected) => {
  const customer = await testCustomer()
  await record(
    customer,
    'signin.failed',
    'certificate.issued',
    'key.created',
    'password.changed',
    'session.ended',
  )
  await record(customer, 'otp.sent')
  const { events } = await listActivity(customer, { kind, before: null })
  expect(events.map(({ action }) => action)).toEqual(expected)
})

test('a confirmation is told by the act that it confirms; one without an act stands by itself', async () => {
  const customer = await testCustomer()
  const confirmed = ['otp.confirmed', 'stepup.confirmed'] as const
  await record({ ...customer, requestId: 'refused' }, ...confirmed, 'key.refused')
  await record({ ...customer, requestId: 'done' }, ...confirmed, 'key.created')
  const { events } = await listActivity(customer, everything)
  expect(events.map(({ action }) => action)).toEqual([
    'key.created',
    'key.refused',
    'stepup.confirmed',
    'otp.confirmed',
  ])
})

test('also where the act stands on the page before, and never for another request’s or customer’s act', async () => {
  const [mine, theirs] = [await testCustomer(), await testCustomer()]
  await record({ ...mine, requestId: 'mine' }, 'stepup.confirmed', 'key.created')
  await record({ ...theirs, requestId: 'lone' }, 'key.created')
  await record({ ...mine, requestId: 'lone' }, 'stepup.confirmed')
  const { events } = await listActivity(mine, everything)
  expect(events.map(({ action }) => action)).toEqual(['stepup.confirmed', 'key.created'])
  const act = events.at(-1)?.id ?? null
  expect((await listActivity(mine, { kind: null, before: act })).events).toEqual([])
})

test('serial numbers are as long as on the certificate’s card', async () => {
  const customer = await testCustomer()
  const detail = { serialNumber: '4a11c0ffee'.repeat(4) }
  await transaction((tx) => recordEvent(tx, customer, { action: 'certificate.issued', detail }))
  expect((await listActivity(customer, everything)).events[0]?.detail).toEqual({ serialNumber: '4a11c0ff' })
})

test("somebody else's place in the list shows one's own events only", async () => {
  const [mine, theirs] = [await testCustomer(), await testCustomer()]
  await record(mine, 'key.created')
  await record(theirs, 'key.deleted')
  const { events } = await listActivity(theirs, everything)
  const before = events[0]?.id ?? null
  expect((await listActivity(mine, { kind: null, before })).events.map(({ action }) => action)).toEqual([
    'key.created',
  ])
})

test('nobody is signed out, and the system has no activity of its own', async () => {
  const meta = { requestId: 'r', address: '', userAgent: '' }
  await expect(listActivity({ kind: 'anonymous', ...meta }, everything)).rejects.toMatchObject({
    code: 'signed_out',
  })
  await expect(listActivity(systemActor, everything)).rejects.toMatchObject({ code: 'forbidden' })
})
