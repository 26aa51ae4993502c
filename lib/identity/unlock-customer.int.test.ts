import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { isLocked } from '@/lib/factors/is-locked'
import { otpLimits } from '@/lib/factors/limits'
import { testCustomer } from '@/test/customer'
import { eventOf, noticesOf, refusesOthers } from '@/test/help-act'
import {
  failTimes,
  password,
  refusal,
  restoreTime,
  signableCustomer,
  stopTime,
  wait,
} from '@/test/signing-in'
import { testStaff, withReason } from '@/test/staff'
import { unlockCustomer } from './unlock-customer'

let customer: Awaited<ReturnType<typeof signableCustomer>>
const trySignIn = () => refusal({ nationalId: customer.nationalId, password })
const unlock = async (role: 'support' | 'security' | 'admin' = 'support') =>
  unlockCustomer(withReason(await testStaff(role), 'typed it wrong on a new phone', 'TN-9'), customer)

/** As many wrong codes as lock the account, over codes long expired. */
async function lockCodes() {
  const now = clock.now()
  const wrong = Array.from({ length: otpLimits.wrongInARow / otpLimits.triesPerCode }, () => ({
    customerId: customer.customerId,
    purpose: 'sign-in',
    digest: randomBytes(32),
    channel: 'sms' as const,
    codeHash: randomBytes(32),
    attempts: otpLimits.triesPerCode,
    createdAt: addSeconds(now, -600),
    expiresAt: addSeconds(now, -300),
  }))
  await database().otpChallenge.createMany({ data: wrong })
  expect(await isLocked(database(), customer.customerId)).toBe(true)
}

beforeEach(async () => {
  stopTime()
  customer = await signableCustomer()
})
afterEach(restoreTime)

test('a sign-in that takes nothing more works again at once', async () => {
  await failTimes(customer.nationalId, 11)
  expect((await trySignIn())?.code).toBe('sign_in_code_required')
  expect(await unlock()).toEqual({ unlocked: 'sign_in' })
  expect(await trySignIn()).toBeNull()
  expect(await eventOf(customer.customerId, 'customer.unlocked')).toMatchObject({
    actorKind: 'staff',
    detail: { what: 'sign_in', staffReason: 'typed it wrong on a new phone', ticket: 'TN-9' },
  })
  expect(await customer.notices('staff_unlocked')).toBe(1)
}, 120_000)

test('so does one that has to wait', async () => {
  for (let failure = 0; failure < 4; failure++)
    await refusal({ nationalId: customer.nationalId, password: 'wrong' })
  expect((await trySignIn())?.code).toBe('sign_in_throttled')
  expect(await unlock('admin')).toEqual({ unlocked: 'sign_in' })
  expect(await trySignIn()).toBeNull()
})

test('failures counted before anybody had the ID are forgotten too', async () => {
  await failTimes(customer.nationalId, 11)
  await database().signInThrottle.updateMany({ data: { customerId: null } })
  expect(await unlock('security')).toEqual({ unlocked: 'sign_in' })
  expect(await trySignIn()).toBeNull()
}, 120_000)

test('one-time passwords work again, and later wrong ones count anew', async () => {
  await lockCodes()
  expect(await unlock()).toEqual({ unlocked: 'codes' })
  expect(await isLocked(database(), customer.customerId)).toBe(false)
  wait(1200)
  await lockCodes()
  expect(await unlock()).toEqual({ unlocked: 'codes' })
  expect(await customer.notices('staff_unlocked')).toBe(2)
})

test('with nothing locked nothing is recorded or sent', async () => {
  await refusal({ nationalId: customer.nationalId, password: 'wrong' })
  expect(await unlock()).toEqual({ unlocked: null })
  expect(await customer.events('customer.unlocked')).toBe(0)
  expect(await customer.notices('staff_unlocked')).toBe(0)
})

test('another customer’s failures stay', async () => {
  const other = await signableCustomer()
  for (const { nationalId } of [customer, other])
    for (let failure = 0; failure < 4; failure++) await refusal({ nationalId, password: 'wrong' })
  await unlock()
  expect((await refusal({ nationalId: other.nationalId, password }))?.code).toBe('sign_in_throttled')
})

test('of two at once one does it and the other finds nothing locked', async () => {
  await lockCodes()
  const done = await Promise.all([unlock(), unlock('admin')])
  expect(done.map(({ unlocked }) => unlocked ?? 'nothing').sort()).toEqual(['codes', 'nothing'])
  expect(await noticesOf(customer.customerId, 'staff_unlocked')).toBe(1)
})

refusesOthers('customer:unlock', (actor) => unlockCustomer(actor, customer))

test('not by a customer, not even their own', async () => {
  const own = await testCustomer()
  await expect(unlockCustomer(own, own)).rejects.toMatchObject({ code: 'forbidden' })
})

test.each(['00000000-0000-4000-8000-000000000000', 'x', ''])('nobody’s id: %j', async (customerId) => {
  const staff = withReason(await testStaff('support'))
  await expect(unlockCustomer(staff, { customerId })).rejects.toMatchObject({ code: 'not_found' })
})
