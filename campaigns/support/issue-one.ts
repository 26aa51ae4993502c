import { newKey } from '@/test/apply'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { confirmByCode, submitRequest } from './certificate-client'
import type { SupervisedInstallation } from './supervised-installation'

/** A certificate of a new customer, applied for as the wizard does it. @throws Error when it is refused */
export async function issueOne(
  installation: SupervisedInstallation,
): Promise<{ id: string; customer: TestCustomer }> {
  const applicant = { customer: await testCustomer(), key: newKey() }
  await confirmByCode(installation.databaseUrl(), applicant)
  const answer = await submitRequest(installation.url, applicant)
  if (!answer.ok) throw new Error('a certificate was to be issued', { cause: answer })
  return { id: answer.data.id, customer: applicant.customer }
}
