import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AnonymousActor } from '@/lib/access/actor'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { type TestCustomer, testCustomer, testSession } from '@/test/customer'
import { endOtherSessions } from './end-other-sessions'
import { endSession } from './end-session'
import { listSessions } from './list-sessions'
import { matchesLoginId } from './matches-login-id'
import { readProfile } from './read-profile'
import { readSession } from './read-session'
import { startSession } from './start-session'

const nobody: AnonymousActor = { kind: 'anonymous', requestId: 'r', address: '192.0.2.1', userAgent: '' }
let customer: TestCustomer

beforeEach(async () => {
  customer = await testCustomer()
})
afterEach(() => clock.shift(0))

describe('readSession', () => {
  it('answers nobody for a token that is none', async () => {
    expect(await readSession('')).toBeNull()
    expect(await readSession(`${customer.sessionToken}x`)).toBeNull()
  })

  it('ends after 15 idle minutes', async () => {
    clock.shift(15 * 60 - 2)
    expect(await readSession(customer.sessionToken)).toMatchObject({ id: customer.sessionId })
    clock.shift(30 * 60 - 4)
    expect(await readSession(customer.sessionToken)).not.toBeNull()
    clock.shift(45 * 60)
    expect(await readSession(customer.sessionToken)).toBeNull()
  })

  it('ends after 12 hours however busy', async () => {
    for (let minutes = 0; minutes < 12 * 60; minutes += 10) {
      clock.shift(minutes * 60)
      expect(await readSession(customer.sessionToken), `${minutes} minutes`).not.toBeNull()
    }
    clock.shift(12 * 3600 + 1)
    expect(await readSession(customer.sessionToken)).toBeNull()
  })

  it('writes when it was last seen at most every 30 seconds', async () => {
    const lastSeen = async () =>
      (await database().webSession.findUniqueOrThrow({ where: { id: customer.sessionId } })).lastSeenAt
    const start = await lastSeen()
    clock.shift(20)
    await readSession(customer.sessionToken)
    expect(await lastSeen()).toEqual(start)
    clock.shift(40)
    await readSession(customer.sessionToken)
    expect(await lastSeen()).not.toEqual(start)
  })

  it('stores only a keyed hash of the token', async () => {
    const meta = { address: '192.0.2.1', userAgent: 'x' }
    const { token } = await startSession(database(), {
      customerId: customer.customerId,
      factors: ['password'],
      ...meta,
    })
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(JSON.stringify(await database().webSession.findMany())).not.toContain(token)
    expect(await readSession(token)).toMatchObject({ customerId: customer.customerId })
  })
})

describe('ending sessions', () => {
  it('ends one, for good, and on record', async () => {
    const other = await testSession(customer.customerId)
    await endSession(customer, other.sessionId)
    expect(await readSession(other.sessionToken)).toBeNull()
    expect(await readSession(customer.sessionToken)).not.toBeNull()
    await expect(endSession(customer, other.sessionId)).rejects.toMatchObject({ code: 'not_found' })
    const recorded = await database().auditEvent.findMany({ where: { customerId: customer.customerId } })
    expect(recorded.map(({ action, objectId }) => [action, objectId])).toEqual([
      ['session.ended', other.sessionId],
    ])
  })

  it('records the end of the present one as signing out', async () => {
    await endSession(customer, customer.sessionId)
    expect(await readSession(customer.sessionToken)).toBeNull()
    const where = { customerId: customer.customerId, action: 'signin.ended' }
    expect(await database().auditEvent.count({ where })).toBe(1)
  })

  it('ends all others', async () => {
    const others = [await testSession(customer.customerId), await testSession(customer.customerId)]
    expect(await endOtherSessions(customer)).toEqual({ ended: 2 })
    for (const { sessionToken } of others) expect(await readSession(sessionToken)).toBeNull()
    expect((await listSessions(customer)).map(({ id }) => id)).toEqual([customer.sessionId])
  })

  it('lists live ones only, the present one first', async () => {
    const other = await testSession(customer.customerId)
    const ended = await testSession(customer.customerId)
    await endSession(customer, ended.sessionId)
    const listed = await listSessions(customer)
    expect(listed.map(({ id, present }) => [id, present])).toEqual([
      [customer.sessionId, true],
      [other.sessionId, false],
    ])
    clock.shift(16 * 60)
    expect(await listSessions(customer)).toEqual([])
  })
})

describe('isolation', () => {
  it('answers for somebody else’s session as if it did not exist, and leaves it alone', async () => {
    const somebody = await testCustomer()
    await expect(endSession(customer, somebody.sessionId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(endSession(customer, randomUUID())).rejects.toMatchObject({ code: 'not_found' })
    await endOtherSessions(customer)
    expect(await readSession(somebody.sessionToken)).not.toBeNull()
    expect((await listSessions(customer)).map(({ id }) => id)).not.toContain(somebody.sessionId)
  })

  it.each([
    ['endSession', () => endSession(nobody, customer.sessionId)],
    ['endOtherSessions', () => endOtherSessions(nobody)],
    ['listSessions', () => listSessions(nobody)],
    ['readProfile', () => readProfile(nobody)],
    ['matchesLoginId', () => matchesLoginId(nobody, customer.nationalId)],
  ])('%s wants somebody signed in', async (_name, call) => {
    await expect(call()).rejects.toMatchObject({ code: 'signed_out' })
  })

  it('knows the own login ID, however typed, and no other', async () => {
    const somebody = await testCustomer()
    const matches = (typed: string) => matchesLoginId(customer, typed)
    expect(await matches(` ${customer.nationalId.toLowerCase()} `)).toBe(true)
    expect(await matches(somebody.nationalId)).toBe(false)
    expect(await matches('')).toBe(false)
  })

  it('shows the profile masked', async () => {
    const { nationalId, phone } = await readProfile(customer)
    expect(nationalId).toBe(`${customer.nationalId.slice(0, 3)}•••••${customer.nationalId.slice(-2)}`)
    expect(phone).toBe('09••\u00a0•••\u00a0678')
  })
})
