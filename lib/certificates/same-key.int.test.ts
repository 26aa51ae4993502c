import { expect, test } from 'vitest'
import { confirmKey, csrText, newKey } from '@/test/apply'
import { testCustomer } from '@/test/customer'
import { ensureAuthorities } from './ensure-authorities'
import { issueCertificate } from './issue-certificate'

test('of two customers with one key, at the same time, one gets a certificate', async () => {
  await ensureAuthorities()
  for (let round = 0; round < 8; round++) {
    const key = newKey()
    const customers = await Promise.all([testCustomer(), testCustomer(), testCustomer()])
    for (const customer of customers) await confirmKey(customer, key)
    const answers = await Promise.allSettled(
      customers.map((customer) => issueCertificate(customer, { csr: csrText(key) })),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const answer of answers)
      if (answer.status === 'rejected')
        expect(answer.reason).toMatchObject({ code: 'csr_refused', values: { rule: 'key_in_use' } })
  }
})
