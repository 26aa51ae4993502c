import { randomInt } from 'node:crypto'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { sql } from './sql'

/** A customer of the test's own, with a phone of their own too: by it their codes are found in the outbox. */
export async function newCustomer(values: { locale?: string } = {}): Promise<TestCustomer> {
  const customer = await testCustomer(values)
  const phone = `+8869${randomInt(10_000_000, 100_000_000)}`
  await sql('UPDATE customer SET phone = $2 WHERE id = $1', [customer.customerId, phone])
  return { ...customer, phone }
}
