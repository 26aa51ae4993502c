import { hashPassword } from '@/lib/identity/password-hash'
import type { TestCustomer } from '@/test/customer'
import { sql } from './sql'

export const password = 'correct horse battery staple'

/** A test customer has no password of their own accord: makes `password` theirs. */
export async function givePassword(customer: TestCustomer): Promise<void> {
  const hash = await hashPassword(password)
  await sql('UPDATE customer SET password_hash = $2 WHERE id = $1', [customer.customerId, hash])
}
