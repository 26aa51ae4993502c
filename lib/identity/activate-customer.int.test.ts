import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { openBody } from '@/lib/notices/notice-body'
import { randomNationalId } from '@/test/national-id'
import {
  failTimes,
  password,
  refusal,
  restoreTime,
  signableCustomer,
  stopTime,
  stranger,
  wait,
} from '@/test/signing-in'
import { testStaff } from '@/test/staff'
import { activateCustomer, isLiveActivation } from './activate-customer'
import { activationSeconds, openActivation } from './activation-links'
import { addCustomer } from './add-customer'
import { createCustomer } from './create-customer'
import { isKnownDevice, rememberDevice } from './known-device'
import { readSession } from './read-session'
import { activateSchema } from './schema'
import { signIn } from './sign-in'

const chosen = 'a password of my own'
let owner: Awaited<ReturnType<typeof signableCustomer>>
let customerId: string
let nationalId: string
let token: string

const newLink = () => transaction((tx) => openActivation(tx, { customerId }))

beforeEach(async () => {
  stopTime()
  owner = await signableCustomer()
  ;({ customerId, nationalId } = owner)
  token = await newLink()
})
afterEach(restoreTime)

const form = (values: object = {}) => ({
  token,
  nationalId,
  newPassword: chosen,
  newPasswordAgain: chosen,
  ...values,
})

async function outcome(values: object = {}) {
  try {
    await activateCustomer(stranger(), form(values))
    return 'done'
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return error.code
  }
}

describe('a one-time link', () => {
  it('sets the password, ends sessions, forgets browsers, lifts the lock, tells and records', async () => {
    const { sessionToken, deviceToken } = await signIn(stranger(), { nationalId, password })
    await failTimes(nationalId, 10)
    expect((await refusal({ nationalId, password }))?.code).toBe('sign_in_code_required')
    expect(await outcome({ nationalId: ` ${nationalId.toLowerCase()}` })).toBe('done')
    expect(await readSession(sessionToken)).toBeNull()
    expect(await isKnownDevice(database(), { customerId }, deviceToken)).toBe(false)
    expect((await refusal({ nationalId, password }))?.code).toBe('credentials_refused')
    expect(await refusal({ nationalId, password: chosen })).toBeNull()
    expect([await owner.events('customer.activated'), await owner.notices('activated')]).toEqual([1, 1])
    const { otpUnlockedAt } = await database().customer.findUniqueOrThrow({ where: { id: customerId } })
    expect(otpUnlockedAt).not.toBeNull()
    expect(await database().signInThrottle.count({ where: { customerId } })).toBe(0)
  })

  it('works once, also for twenty at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcome()))
    expect(outcomes.filter((answer) => answer === 'done')).toHaveLength(1)
    for (const answer of outcomes)
      expect(['done', 'activation_over', 'activation_throttled']).toContain(answer)
    expect(await owner.events('customer.activated')).toBe(1)
    expect(await outcome()).toBe('activation_over')
  })

  it('and a newer one under way at the same time leave one of them', async () => {
    const [answer, newer] = await Promise.all([outcome(), newLink()])
    expect(['done', 'activation_over']).toContain(answer)
    expect(await isLiveActivation(newer)).toBe(true)
    expect(await isLiveActivation(token)).toBe(false)
  })

  it('is over when replaced, too old, unknown, or a member of staff’s', async () => {
    const newer = await newLink()
    expect([await isLiveActivation(token), await outcome()]).toEqual([false, 'activation_over'])
    wait(activationSeconds)
    expect([await isLiveActivation(newer), await outcome({ token: newer })]).toEqual([
      false,
      'activation_over',
    ])
    for (const unknown of ['', 'x', 'x'.repeat(43)])
      expect(await outcome({ token: unknown })).toBe('activation_over')
    const { staffId } = await testStaff('admin')
    const theirs = await transaction((tx) => openActivation(tx, { staffId }))
    expect([await isLiveActivation(theirs), await outcome({ token: theirs })]).toEqual([
      false,
      'activation_over',
    ])
    const untouched = { where: { staffId, endedAt: null } }
    expect(await database().activation.count(untouched)).toBe(1)
  })

  it('is not used up by a wrong ID, which is slowed down, over links too', async () => {
    expect(await outcome({ nationalId: 'A123456788' })).toBe('id_malformed')
    for (let time = 0; time < 4; time++)
      expect(await outcome({ nationalId: randomNationalId() })).toBe('id_wrong')
    expect(await owner.events('customer.activation_refused')).toBe(4)
    expect(await outcome()).toBe('activation_throttled')
    token = await newLink()
    expect(await outcome()).toBe('activation_throttled')
    wait(3)
    expect(await outcome()).toBe('done')
  })

  it('lets four of fifty parallel wrong IDs be compared', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => outcome({ nationalId: randomNationalId() })),
    )
    expect(outcomes.filter((answer) => answer === 'id_wrong')).toHaveLength(4)
  })

  it.each([
    ['short', 'password_too_short'],
    ['unbelievable', 'password_common'],
    ['Lin Mei 2026!', 'password_personal'],
  ])('takes no bad password %j, and is not used up by it', async (newPassword, code) => {
    for (let time = 0; time < 6; time++) expect(await outcome({ newPassword })).toBe(code)
    expect(await outcome()).toBe('done')
  })

  it('does not check the password before the ID is right', async () => {
    expect(await outcome({ nationalId: randomNationalId(), newPassword: 'short' })).toBe('id_wrong')
  })

  it('is used by nobody once the customer is suspended', async () => {
    const { sessionToken } = await signIn(stranger(), { nationalId, password })
    await database().customer.update({ where: { id: customerId }, data: { suspendedAt: new Date() } })
    expect([await isLiveActivation(token), await outcome()]).toEqual([false, 'activation_over'])
    expect(await readSession(sessionToken)).toBeNull()
  })
})

describe('an account that waits to be activated', () => {
  it('takes no password, the empty one neither, with the same work and answer as any', async () => {
    const waiting = randomNationalId()
    const fields = { name: 'Lin', email: 'lin@example.com', phone: '+886900000318', locale: 'en' } as const
    const { id } = await transaction((tx) =>
      createCustomer(tx, systemActor, { ...fields, nationalId: waiting, password: null }),
    )
    const deviceToken = await rememberDevice(database(), { customerId: id }, undefined)
    for (const typed of ['', 'null', password]) {
      const request = { nationalId: waiting, password: typed }
      expect((await refusal(request))?.code).toBe('credentials_refused')
      expect((await refusal({ ...request, deviceToken }))?.code).toBe('credentials_refused')
    }
    const start = performance.now()
    wait(60)
    await refusal({ nationalId: waiting, password })
    expect(performance.now() - start).toBeGreaterThan(240)
  })

  it('can be made by an administrator and activated by its owner', async () => {
    const admin = await testStaff('admin')
    nationalId = randomNationalId()
    const fields = { nationalId, name: 'Wu', email: 'wu@example.com', phone: '+886912000111' }
    const { id } = await addCustomer(admin, { ...fields, locale: 'en', send: 'email' })
    const link = await database().outbox.findFirstOrThrow({
      where: { customerId: id, template: 'activation' },
    })
    const { text } = openBody(link.id, link.bodySealed ?? Buffer.from(''))
    token = /token=([\w-]+)/.exec(text)?.[1] ?? ''
    expect(await outcome()).toBe('done')
    expect((await signIn(stranger(), { nationalId, password: chosen })).customerId).toBe(id)
  })
})

it('the form wants the password twice', () => {
  const issues = activateSchema.safeParse(form({ newPasswordAgain: 'another' })).error?.issues
  expect(issues?.map(({ path, message }) => [...path, message])).toEqual([
    ['newPasswordAgain', 'password_mismatch'],
  ])
})
