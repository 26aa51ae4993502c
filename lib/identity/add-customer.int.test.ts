import { beforeEach, expect, it } from 'vitest'
import type { StaffRole } from '@/lib/access/staff-roles'
import { database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { testCustomer } from '@/test/customer'
import { randomNationalId } from '@/test/national-id'
import { stranger } from '@/test/signing-in'
import { type TestStaff, testStaff } from '@/test/staff'
import { addCustomer } from './add-customer'

let admin: TestStaff
beforeEach(async () => {
  admin = await testStaff('admin')
})

const fields = (nationalId = randomNationalId()) => ({
  nationalId,
  name: '林美',
  email: 'Lin@Example.com',
  phone: '+886900000318',
  locale: 'zh-TW' as const,
  send: 'no' as const,
})

it('opens an account without a password, findable by its name, and sends no link unless asked', async () => {
  const { id } = await addCustomer(admin, fields())
  const row = await database().customer.findUniqueOrThrow({ where: { id }, include: { nameWords: true } })
  expect(row).toMatchObject({ name: '林美', email: 'lin@example.com', passwordHash: null, suspendedAt: null })
  expect(row.nameWords.map(({ word }) => word).sort()).toEqual(['林美', '美'])
  expect(await database().outbox.count({ where: { customerId: id } })).toBe(0)
  const event = await database().auditEvent.findFirstOrThrow({ where: { customerId: id } })
  expect(event).toMatchObject({ action: 'customer.created', actorId: admin.staffId, actorKind: 'staff' })
})

it('sends the link at once where that is wanted, and says so on record', async () => {
  const { id } = await addCustomer(admin, { ...fields(), send: 'sms' })
  const sent = await database().outbox.findMany({ where: { customerId: id } })
  expect(sent.map(({ template, channel }) => [template, channel])).toEqual([['activation', 'sms']])
  const events = await database().auditEvent.findMany({ where: { customerId: id }, orderBy: { id: 'asc' } })
  expect(events.map(({ action }) => action)).toEqual(['customer.created', 'customer.activation_started'])
})

it('opens one account for an ID, also for ten at once, and says which it is', async () => {
  const same = fields()
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => addCustomer(admin, same)))
  const made = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []))
  expect(made).toHaveLength(1)
  for (const one of outcomes)
    if (one.status === 'rejected')
      expect(one.reason).toMatchObject({
        code: 'id_taken',
        fields: { nationalId: { code: 'id_taken' } },
        values: { customerId: made[0] },
      })
})

it.each(['support', 'security', 'auditor'] as StaffRole[])('is not for %s', async (role) => {
  await expect(addCustomer(await testStaff(role), fields())).rejects.toMatchObject({ code: 'forbidden' })
})

it('is not for a customer, nor for nobody', async () => {
  const customers = await database().customer.count()
  await expect(addCustomer(stranger(), fields())).rejects.toBeInstanceOf(AppError)
  await expect(addCustomer(await testCustomer(), fields())).rejects.toMatchObject({ code: 'forbidden' })
  expect(await database().customer.count()).toBe(customers + 1)
})
