import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { staffRoles } from '@/lib/access/staff-roles'
import { database } from '@/lib/db/client'
import { testCustomer } from '@/test/customer'
import { stranger } from '@/test/signing-in'
import { testStaff, withReason } from '@/test/staff'
import { revealNationalId } from './reveal-national-id'

test.each(staffRoles)('%s sees it, for a reason, on record', async (role) => {
  const written = vi.spyOn(process.stdout, 'write')
  const { customerId, nationalId } = await testCustomer()
  const staff = withReason(await testStaff(role), 'the customer asked', 'T-7')
  expect(await revealNationalId(staff, customerId)).toBe(nationalId)
  const events = await database().auditEvent.findMany({ where: { customerId } })
  expect(events).toMatchObject([
    {
      action: 'customer.id_revealed',
      actorKind: 'staff',
      actorId: staff.staffId,
      detail: { role, staffReason: 'the customer asked', ticket: 'T-7' },
    },
  ])
  expect(JSON.stringify(events)).not.toContain(nationalId)
  expect(JSON.stringify(written.mock.calls)).not.toContain(nationalId)
  written.mockRestore()
})

test('nobody sees it without a reason', async () => {
  const { customerId } = await testCustomer()
  await expect(revealNationalId(await testStaff('admin'), customerId)).rejects.toMatchObject({
    fields: { reason: { code: 'reason_required' } },
  })
  expect(await database().auditEvent.count({ where: { customerId } })).toBe(0)
})

test('customers see nobody’s, not even their own, and strangers none', async () => {
  const customer = await testCustomer()
  await expect(revealNationalId(customer, customer.customerId)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(revealNationalId(stranger(), customer.customerId)).rejects.toMatchObject({
    code: 'signed_out',
  })
})

test.each([randomUUID(), 'x'])('there is none of %s', async (id) => {
  const staff = withReason(await testStaff('support'))
  await expect(revealNationalId(staff, id)).rejects.toMatchObject({ code: 'not_found' })
})
