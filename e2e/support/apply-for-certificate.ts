import { type Download, expect, type Page } from '@playwright/test'
import type { TestCustomer } from '@/test/customer'
import { outboxCode } from './outbox-code'

/** From the application's first page to the step that offers the file. */
export async function applyForCertificate(
  page: Page,
  customer: Pick<TestCustomer, 'email' | 'phone'>,
  channel: 'SMS' | 'E-mail' = 'SMS',
): Promise<void> {
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('radio', { name: channel }).check()
  await page.getByRole('button', { name: 'Send the code' }).click()
  const code = page.getByLabel('One-time password')
  await expect(code).toBeVisible()
  await code.fill(await outboxCode(page, customer))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByRole('heading', { name: 'Save your certificate as a file' })).toBeVisible()
}

/** Saves the `.p12` under the login ID. @returns the download */
export async function saveFile(page: Page, nationalId: string): Promise<Download> {
  await page.getByLabel('Login ID', { exact: true }).fill(nationalId)
  const make = page.getByRole('button', { name: 'Make and save the file' })
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), make.click()])
  await expect(page.getByText(/^Saved as signet-\w+\.p12/)).toBeVisible()
  return download
}
