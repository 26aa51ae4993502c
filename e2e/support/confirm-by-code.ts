import { expect, type Page } from '@playwright/test'
import type { TestCustomer } from '@/test/customer'
import { otpDialog } from './key-form'
import { outboxCode } from './outbox-code'

/** Answers the dialog that asks for a one-time password, with the code that was sent. */
export async function confirmByCode(
  page: Page,
  customer: Pick<TestCustomer, 'email' | 'phone'>,
  channel: 'SMS' | 'e-mail' = 'SMS',
): Promise<void> {
  const dialog = otpDialog(page)
  await dialog.getByRole('button', { name: `Send a code by ${channel}` }).click()
  // The place for it appears once the code is on its way; an older one may be in the outbox already.
  const field = dialog.getByLabel('One-time password')
  await expect(field).toBeVisible()
  await field.fill(await outboxCode(page, customer))
  await dialog.getByRole('button', { name: 'Confirm' }).click()
}
