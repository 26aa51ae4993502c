import type { Page } from '@playwright/test'
import type { TestCustomer } from '@/test/customer'
import { keysOf } from './support/give-keys'
import { givePassword, password } from './support/give-password'
import { grantCertificate } from './support/grant-certificate'
import { createButton, fillKeyForm, permission, refusal } from './support/key-form'
import { outboxCode } from './support/outbox-code'
import { sql } from './support/sql'
import { expect, test } from './support/test'

const endSessions = ({ customerId }: TestCustomer) =>
  sql('UPDATE web_session SET ended_at = now() WHERE customer_id = $1', [customerId])

/** From the sentence that the session has ended, back to the page. */
async function signInAgain(page: Page, customer: TestCustomer, path: string): Promise<void> {
  await expect(refusal(page)).toContainText('Your session has ended')
  await page.getByRole('link', { name: 'Sign in again' }).click()
  await page.getByLabel('ID number').fill(customer.nationalId)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(path)
}

test.beforeEach(({ customer }) => givePassword(customer))

test('a new key’s form comes back with its addresses as they were', async ({ page, customer }) => {
  await grantCertificate(customer)
  await page.goto('/keys/new')
  await fillKeyForm(page, { name: 'Kept', permissions: ['Market data'], lastDay: '2099-12-31' })
  const box = page.getByLabel('Addresses it may be used from')
  await box.fill('192.0.2.1, 198.51.100.0/24, 10.0.0.1/8')
  await box.press('Enter')
  const chips = page.getByRole('list', { name: 'Addresses so far' }).getByRole('listitem')
  await expect(chips).toHaveCount(3)
  await chips
    .last()
    .getByRole('button', { name: /^Remove / })
    .click()
  await endSessions(customer)
  await createButton(page).click()
  await signInAgain(page, customer, '/keys/new')

  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Kept')
  await expect(permission(page, 'Market data')).toBeChecked()
  await expect(page.getByLabel('Last day')).toHaveValue('2099-12-31')
  await expect(chips).toHaveCount(2)
  await expect(chips.first()).toContainText('192.0.2.1')
  await expect(chips.last()).toContainText('198.51.100.0/24')
  expect(await keysOf(customer)).toEqual([])
})

test('the wizard’s code is kept by nobody; the key is, and the application goes on', async ({
  page,
  customer,
}) => {
  await page.goto('/certificates/apply')
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('button', { name: 'Send the code' }).click()
  const field = page.getByLabel('One-time password')
  await expect(field).toBeVisible()
  await field.fill(await outboxCode(page, customer))
  await endSessions(customer)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await signInAgain(page, customer, '/certificates/apply')
  await expect(page.getByRole('button', { name: 'Start again with a new key' })).toBeVisible()
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toMatch(/\d{6}"/)
  expect(await sql('SELECT 1 FROM certificate WHERE customer_id = $1', [customer.customerId])).toEqual([])
  const challenge = 'SELECT attempts, consumed_at FROM otp_challenge WHERE customer_id = $1'
  expect(await sql(challenge, [customer.customerId])).toEqual([{ attempts: 0, consumed_at: null }])
})

test('a change of password keeps nothing of what was typed, and changes nothing', async ({
  page,
  customer,
}) => {
  await page.goto('/security')
  await page.getByLabel('Present password').fill(password)
  await page.getByLabel('New password', { exact: true }).fill('another right long password')
  await page.getByLabel('New password, again').fill('another right long password')
  await endSessions(customer)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(refusal(page)).toContainText('Your session has ended')
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toMatch(/right long|battery staple/)
  await signInAgain(page, customer, '/security')
  for (const label of ['Present password', 'New password', 'New password, again'])
    await expect(page.getByLabel(label, { exact: true })).toHaveValue('')
})
