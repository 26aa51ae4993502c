import { expect, test } from 'vitest'
import { getKey } from '@/lib/keys/get-key'
import { rotateKey } from '@/lib/keys/rotate-key'
import { giveCertificate } from '@/test/certificate'
import { testCustomer } from '@/test/customer'
import { makeKey } from '@/test/keys'
import { proved } from '@/test/proved'
import { testStaff } from '@/test/staff'
import { findCustomerKey } from './find-customer-key'

test('support sees of a key what its customer does, an old secret that runs out too', async () => {
  const staff = await testStaff('support')
  const customer = await testCustomer()
  const { customerId } = customer
  await giveCertificate(customerId)
  const { id } = await makeKey(customer)
  expect(await findCustomerKey(staff, customerId, id)).toMatchObject({ id, oldSecret: null })

  const rotation = { id, revision: 1, overlapHours: 12, publicKey: null }
  await proved(customer, () => rotateKey(customer, rotation))
  const rotated = await findCustomerKey(staff, customerId, id)
  expect(rotated.oldSecret).toEqual({ validBefore: expect.any(Date), lastUsedAt: null })
  expect(rotated).toEqual({ ...(await getKey(customer, id)), deletedAt: null })

  const other = await testCustomer()
  await expect(findCustomerKey(staff, other.customerId, id)).rejects.toMatchObject({ code: 'not_found' })
})
