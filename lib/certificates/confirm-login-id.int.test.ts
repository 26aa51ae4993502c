import { afterEach, beforeEach, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { type TestCustomer, testCustomer, testSession } from '@/test/customer'
import { restoreTime, stopTime } from '@/test/signing-in'
import { confirmLoginId } from './confirm-login-id'

let customer: TestCustomer

beforeEach(async () => {
  stopTime()
  customer = await testCustomer()
})
afterEach(restoreTime)

async function answer(loginId: string, actor: Parameters<typeof confirmLoginId>[0] = customer) {
  const error = await confirmLoginId(actor, { loginId }).catch((error) => error)
  return error instanceof AppError ? error.code : error
}
const mistype = async (times: number) => {
  for (let time = 0; time < times; time += 1) expect(await answer('A123456788')).toBe('login_id_mismatch')
}

it('takes the own ID, and no other customer’s', async () => {
  const other = await testCustomer()
  expect(await answer(customer.nationalId)).toBeUndefined()
  expect(await answer(other.nationalId)).toBe('login_id_mismatch')
})

it('makes who goes on guessing wait, in every session, with the right ID too', async () => {
  await mistype(4)
  expect(await answer(customer.nationalId)).toBe('login_id_throttled')
  expect(await answer(customer.nationalId, await testSession(customer.customerId))).toBe('login_id_throttled')
  const other = await testCustomer()
  expect(await answer(other.nationalId, other)).toBeUndefined()
})

it('forgets the mistakes before a right one', async () => {
  await mistype(3)
  expect(await answer(customer.nationalId)).toBeUndefined()
  await mistype(4)
})

it('is not for somebody signed out', async () => {
  const nobody = { kind: 'anonymous', requestId: 'r', address: '', userAgent: '' } as const
  expect(await answer('A123456789', nobody as unknown as TestCustomer)).toBe('signed_out')
})
