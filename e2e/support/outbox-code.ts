import { expect, type Page } from '@playwright/test'
import type { TestCustomer } from '@/test/customer'

type OutboxMessage = { to: string; text: string; code?: string; template: string }

type Reachable = Pick<TestCustomer, 'email' | 'phone'>

/** What a customer was sent, newest first, from the demo's outbox. */
export async function messagesTo(page: Page, { email, phone }: Reachable): Promise<OutboxMessage[]> {
  const response = await page.request.get('/demo/outbox.json')
  const { messages }: { messages: OutboxMessage[] } = await response.json()
  return messages.filter(({ to }) => to === email || to === phone)
}

/** The newest code that a customer was sent; waits for the first one. */
export async function outboxCode(page: Page, customer: Reachable): Promise<string> {
  let newest: string | undefined
  await expect(async () => {
    newest = (await messagesTo(page, customer)).find(({ code }) => code)?.code
    expect(newest, 'a code in the outbox').toBeDefined()
  }).toPass({ timeout: 10_000, intervals: [50, 100, 200] })
  return newest ?? ''
}
