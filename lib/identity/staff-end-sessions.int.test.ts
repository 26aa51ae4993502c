import { beforeEach, describe, expect, test } from 'vitest'
import { database } from '@/lib/db/client'
import { type TestCustomer, testCustomer, testSession } from '@/test/customer'
import { eventOf, noticesOf, refusesOthers } from '@/test/help-act'
import { testStaff, withReason } from '@/test/staff'
import { endOtherSessions } from './end-other-sessions'
import { endSession } from './end-session'
import { readSession } from './read-session'

let customer: TestCustomer
const noId = '00000000-0000-4000-8000-000000000000'
const mails = () => noticesOf(customer.customerId, 'staff_sessions_ended')

beforeEach(async () => {
  customer = await testCustomer()
})

describe('one session', () => {
  test.each(['support', 'security', 'admin'] as const)('%s may', async (role) => {
    const staff = withReason(await testStaff(role), 'left open in a café', 'TN-8')
    await endSession(staff, customer.sessionId)
    expect(await readSession(customer.sessionToken)).toBeNull()
    expect(await eventOf(customer.customerId, 'session.ended')).toMatchObject({
      actorKind: 'staff',
      actorId: staff.staffId,
      objectId: customer.sessionId,
      detail: { role, staffReason: 'left open in a café', ticket: 'TN-8' },
    })
    expect(await mails()).toBe(1)
  })

  refusesOthers('sessions:end', (actor) => endSession(actor, customer.sessionId))

  test('somebody else’s, or none', async () => {
    const other = await testCustomer()
    await expect(endSession(other, customer.sessionId)).rejects.toMatchObject({ code: 'not_found' })
    const staff = withReason(await testStaff('support'))
    for (const id of [noId, 'x'])
      await expect(endSession(staff, id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await readSession(customer.sessionToken)).not.toBeNull()
  })

  test('the second of two is told who ended it, and how', async () => {
    const ann = withReason(await testStaff('support', { name: 'Ann' }))
    const second = await testSession(customer.customerId)
    await endSession(ann, customer.sessionId)
    await endOtherSessions(ann, customer)
    const ben = withReason(await testStaff('support', { name: 'Ben' }))
    await expect(endSession(ben, customer.sessionId)).rejects.toMatchObject({
      code: 'changed_by_staff',
      values: { who: 'staff', name: 'Ann', act: 'session_ended' },
    })
    await expect(endSession(ben, second.sessionId)).rejects.toMatchObject({
      code: 'changed_by_staff',
      values: { who: 'staff', name: 'Ann', act: 'sessions_ended' },
    })
    expect(await mails()).toBe(2)
  })
})

describe('every session', () => {
  test('ends all of one customer’s and nobody else’s', async () => {
    const another = await testSession(customer.customerId)
    const other = await testCustomer()
    const staff = withReason(await testStaff('support'), 'phone stolen')
    expect(await endOtherSessions(staff, customer)).toEqual({ ended: 2 })
    for (const { sessionToken } of [customer, another]) expect(await readSession(sessionToken)).toBeNull()
    expect(await readSession(other.sessionToken)).not.toBeNull()
    expect(await eventOf(customer.customerId, 'sessions.ended')).toMatchObject({
      actorKind: 'staff',
      detail: { count: 2, staffReason: 'phone stolen', ticket: null },
    })
    expect(await mails()).toBe(1)
  })

  test('with none live nothing is recorded or sent', async () => {
    const staff = withReason(await testStaff('support'))
    await endOtherSessions(staff, customer)
    expect(await endOtherSessions(staff, customer)).toEqual({ ended: 0 })
    expect(await mails()).toBe(1)
    const events = { customerId: customer.customerId, action: 'sessions.ended' }
    expect(await database().auditEvent.count({ where: events })).toBe(1)
  })

  refusesOthers('sessions:end', (actor) => endOtherSessions(actor, customer))

  test('a customer ends only their own, and keeps the present one', async () => {
    const other = await testCustomer()
    const otherBrowser = await testSession(customer.customerId)
    await expect(endOtherSessions(other, customer)).rejects.toMatchObject({ code: 'not_found' })
    expect(await endOtherSessions(customer)).toEqual({ ended: 1 })
    expect(await readSession(otherBrowser.sessionToken)).toBeNull()
    expect(await readSession(customer.sessionToken)).not.toBeNull()
    expect(await mails()).toBe(0)
  })

  test.each([noId, 'x', ''])('an id that is nobody’s: %j', async (customerId) => {
    const staff = withReason(await testStaff('support'))
    await expect(endOtherSessions(staff, { customerId })).rejects.toMatchObject({ code: 'not_found' })
  })
})
