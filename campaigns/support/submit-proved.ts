import { headersOf, signedProof } from './portal-client'
import type { ReadyCustomer } from './ready-customer'
import { type Fields, submitAction } from './submit-action'

/**
 * Sends a form as a signed-in customer, and once more with fresh proof where that is asked for.
 * @param url of a page that has the action
 * @param leadsTo the page to which the action leads once it is done, if it does
 * @returns what the page shows then
 * @throws Error when it is not done
 */
export async function submitProved<T>(
  url: string,
  action: string,
  customer: ReadyCustomer,
  fields: Fields,
  leadsTo?: string,
): Promise<T> {
  const submit = (more: Fields) =>
    submitAction<T>(url, action, headersOf(customer), [...fields, ...more], leadsTo)
  const asked = await submit([])
  const answer = !asked.ok && asked.stepUp ? await submit(signedProof(customer, asked.stepUp)) : asked
  if (!answer.ok) throw new Error('an act was to be done', { cause: answer })
  return answer.data
}
