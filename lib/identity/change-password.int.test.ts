import { afterEach, beforeEach, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { type TestCustomer, testCustomer, testSession } from '@/test/customer'
import { restoreTime, stopTime } from '@/test/signing-in'
import { findActivation, openActivation } from './activation-links'
import { changePassword } from './change-password'
import { isKnownDevice, rememberDevice } from './known-device'
import { hashPassword } from './password-hash'
import { readSession } from './read-session'
import { type SignInRequest, signIn } from './sign-in'

const present = 'the present password'
const next = 'another long password'
let customer: TestCustomer

beforeEach(async () => {
  stopTime()
  customer = await testCustomer()
  await database().customer.update({
    where: { id: customer.customerId },
    data: { passwordHash: await hashPassword(present) },
  })
})
afterEach(restoreTime)

const form = (presentPassword: string, newPassword: string) => ({
  presentPassword,
  newPassword,
  newPasswordAgain: newPassword,
})

async function refused(presentPassword: string, newPassword: string) {
  const error = await changePassword(customer, form(presentPassword, newPassword)).catch((error) => error)
  if (!(error instanceof AppError)) throw error
  return { code: error.code, fields: Object.keys(error.fields) }
}

const enter = (request: Omit<SignInRequest, 'nationalId'>) =>
  signIn(
    { kind: 'anonymous', requestId: 'r', address: '192.0.2.1', userAgent: '' },
    { nationalId: customer.nationalId, ...request },
  )

it('changes it, ends other sessions, forgets other browsers, tells and records', async () => {
  const { customerId } = customer
  const other = await testSession(customerId)
  const here = await rememberDevice(database(), { customerId }, undefined)
  const elsewhere = await rememberDevice(database(), { customerId }, undefined)
  const link = await openActivation(database(), { customerId })
  expect(await changePassword(customer, form(present, next), here)).toEqual({ ended: 1 })
  expect(await findActivation(database(), link)).toBeNull()
  expect(await readSession(other.sessionToken)).toBeNull()
  expect(await readSession(customer.sessionToken)).not.toBeNull()
  expect(await isKnownDevice(database(), { customerId }, here)).toBe(true)
  expect(await isKnownDevice(database(), { customerId }, elsewhere)).toBe(false)
  await expect(enter({ password: present })).rejects.toMatchObject({ code: 'credentials_refused' })
  expect((await enter({ password: next })).customerId).toBe(customerId)
  expect(await database().outbox.count({ where: { customerId, template: 'password_changed' } })).toBe(1)
  expect(await database().auditEvent.count({ where: { customerId, action: 'password.changed' } })).toBe(1)
})

it.each([
  ['a wrong present one', 'not the present one', next, 'password_wrong', 'presentPassword'],
  ['a short one', present, 'short', 'password_too_short', 'newPassword'],
  ['a common one', present, 'unbelievable', 'password_common', 'newPassword'],
  ['the present one again', present, present, 'password_same', 'newPassword'],
])('refuses %s at its field and changes nothing', async (_what, typed, wanted, code, field) => {
  const other = await testSession(customer.customerId)
  expect(await refused(typed, wanted)).toEqual({ code, fields: [field] })
  expect(await readSession(other.sessionToken)).not.toBeNull()
  expect((await enter({ password: present })).customerId).toBe(customer.customerId)
})

it('slows down guessing of the present one, per session', async () => {
  const guesses = await Promise.all(Array.from({ length: 20 }, () => refused('a wrong guess', next)))
  expect(guesses.filter(({ code }) => code === 'password_wrong')).toHaveLength(4)
  expect(guesses.filter(({ code }) => code === 'sign_in_throttled')).toHaveLength(16)
  expect((await refused(present, next)).code).toBe('sign_in_throttled')
  const other = await testSession(customer.customerId)
  expect(await changePassword(other, form(present, next))).toEqual({ ended: 1 })
})

it('of two changes at once makes one', async () => {
  const outcomes = await Promise.allSettled([
    changePassword(customer, form(present, `${next} one`)),
    changePassword(customer, form(present, `${next} two`)),
  ])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'changed_meanwhile' },
  })
})

it('wants somebody signed in', async () => {
  const nobody = { kind: 'anonymous', requestId: 'r', address: '', userAgent: '' } as const
  await expect(changePassword(nobody, form(present, next))).rejects.toMatchObject({ code: 'signed_out' })
})
