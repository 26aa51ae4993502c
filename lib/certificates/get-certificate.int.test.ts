import { expect, test } from 'vitest'
import { database } from '@/lib/db/client'
import { giveCertificate } from '@/test/certificate'
import { testCustomer } from '@/test/customer'
import { getCertificate } from './get-certificate'

test('gives its owner a certificate, and nobody anything else', async () => {
  const owner = await testCustomer()
  await giveCertificate(owner.customerId)
  const { id } = await database().certificate.findFirstOrThrow({ where: { customerId: owner.customerId } })
  await expect(getCertificate(owner, id)).resolves.toMatchObject({ id, state: 'valid' })
  await expect(getCertificate(await testCustomer(), id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(getCertificate(owner, owner.customerId)).rejects.toMatchObject({ code: 'not_found' })
  await expect(getCertificate(owner, 'no-id')).rejects.toMatchObject({ code: 'not_found' })
})
