import { beforeEach, describe, expect, test } from 'vitest'
import { staffRoles } from '@/lib/access/staff-roles'
import { database } from '@/lib/db/client'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { eventOf, noticesOf, refusesOthers } from '@/test/help-act'
import { makeKey } from '@/test/keys'
import { testStaff, withReason } from '@/test/staff'
import { deactivateKey } from './deactivate-key'
import { deleteKey } from './delete-key'
import { keyHistory } from './key-history'
import { updateKey } from './update-key'

let customer: TestCustomer
let id: string
const row = () => database().apiKey.findUniqueOrThrow({ where: { id } })
const noId = '00000000-0000-4000-8000-000000000000'

beforeEach(async () => {
  customer = await testCustomer()
  await giveCertificate(customer.customerId)
  id = (await makeKey(customer)).id
})

describe('by staff', () => {
  test.each(staffRoles.filter((role) => role !== 'auditor'))('%s may', async (role) => {
    const staff = withReason(await testStaff(role), 'lost laptop', 'TN-7')
    await deactivateKey(staff, { id, revision: 1 })
    expect(await row()).toMatchObject({ status: 'inactive', slot: null, revision: 2 })
    expect(await eventOf(customer.customerId, 'key.deactivated')).toMatchObject({
      actorKind: 'staff',
      actorId: staff.staffId,
      objectId: id,
      detail: { role, staffReason: 'lost laptop', ticket: 'TN-7', name: 'Rebalancer' },
    })
    expect(await noticesOf(customer.customerId, 'staff_key_deactivated')).toBe(1)
    expect(await noticesOf(customer.customerId, 'key_changed')).toBe(0)
  })

  test('the customer sees who did it, but not from where', async () => {
    await deactivateKey(withReason(await testStaff('support')), { id, revision: 1 })
    const [newest] = await keyHistory(customer, id)
    expect(newest).toMatchObject({ action: 'key.deactivated', bySupport: true, address: null })
  })

  refusesOthers(
    'key:deactivate',
    (actor) => deactivateKey(actor, { id, revision: 1 }),
    () => [],
  )

  test.each([noId, 'x', ''])('an id that is nobody’s: %j', async (unknown) => {
    const staff = withReason(await testStaff('support'))
    await expect(deactivateKey(staff, { id: unknown, revision: 1 })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('the second of two is told who did what', async () => {
    const first = withReason(await testStaff('support', { name: 'Ann' }))
    const second = withReason(await testStaff('security', { name: 'Ben' }))
    await deactivateKey(first, { id, revision: 1 })
    await expect(deactivateKey(second, { id, revision: 1 })).rejects.toMatchObject({
      code: 'changed_by_staff',
      values: { who: 'staff', name: 'Ann', act: 'key_deactivated', at: expect.any(Date) },
    })
    expect(await noticesOf(customer.customerId, 'staff_key_deactivated')).toBe(1)
  })

  test('and of a change by the customer', async () => {
    const { name, permissions } = await row()
    const form = { id, revision: 1, permissions, addresses: ['192.0.2.1'], firstDay: null, lastDay: null }
    await updateKey(customer, { ...form, name, confirmAnywhere: false })
    const staff = withReason(await testStaff('support'))
    await expect(deactivateKey(staff, { id, revision: 1 })).rejects.toMatchObject({
      code: 'changed_by_staff',
      values: { who: 'customer', act: 'key_updated' },
    })
    expect(await row()).toMatchObject({ status: 'active' })
    await deleteKey(customer, { id, typedName: name })
    await expect(deactivateKey(staff, { id, revision: 2 })).rejects.toMatchObject({
      code: 'changed_by_staff',
      values: { who: 'customer', act: 'key_deleted' },
    })
  })

  test('of two at once one does it', async () => {
    const both = await Promise.all([testStaff('support'), testStaff('admin')])
    const done = await Promise.allSettled(
      both.map((staff) => deactivateKey(withReason(staff), { id, revision: 1 })),
    )
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(done.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'changed_by_staff', values: { who: 'staff', act: 'key_deactivated' } },
    })
    expect(await noticesOf(customer.customerId, 'staff_key_deactivated')).toBe(1)
    expect(await row()).toMatchObject({ revision: 2 })
  })

  test('without the revision that was seen nothing happens', async () => {
    const staff = withReason(await testStaff('admin'))
    await expect(deactivateKey(staff, { id })).rejects.toMatchObject({ code: 'changed_by_staff' })
    expect(await row()).toMatchObject({ status: 'active' })
  })
})

test('its owner needs neither revision nor reason, and gets the usual message', async () => {
  await deactivateKey(customer, { id })
  await deactivateKey(customer, { id })
  expect(await noticesOf(customer.customerId, 'key_changed')).toBe(1)
  expect(await noticesOf(customer.customerId, 'staff_key_deactivated')).toBe(0)
  const event = await eventOf(customer.customerId, 'key.deactivated')
  expect(event?.detail).not.toHaveProperty('staffReason')
})

test('somebody else’s key is not there', async () => {
  await expect(deactivateKey(await testCustomer(), { id })).rejects.toMatchObject({ code: 'not_found' })
  expect(await row()).toMatchObject({ status: 'active' })
})
