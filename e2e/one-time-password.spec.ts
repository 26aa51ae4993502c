import type { Locator, Page } from '@playwright/test'
import type { TestCustomer } from '@/test/customer'
import { keysOf } from './support/give-keys'
import { grantCertificate } from './support/grant-certificate'
import { createButton, fillKeyForm, otpDialog, permission, secretDialog } from './support/key-form'
import { outboxCode } from './support/outbox-code'
import { sendAction, takeDownAction } from './support/server-action'
import { sql } from './support/sql'
import { expect, test } from './support/test'

async function askForCode(page: Page, customer: TestCustomer): Promise<string> {
  await grantCertificate(customer)
  await page.goto('/keys/new')
  await fillKeyForm(page, {
    name: 'Guarded',
    permissions: ['Market data'],
    addresses: '192.0.2.1',
    lastDay: '2099-12-31',
  })
  await createButton(page).click()
  await otpDialog(page).getByRole('button', { name: 'Send a code by SMS' }).click()
  await expect(otpDialog(page)).toContainText('It works for 5 minutes')
  return outboxCode(page, customer)
}

async function enter(page: Page, code: string, sentence?: RegExp): Promise<void> {
  const field = otpDialog(page).getByLabel('One-time password')
  await field.fill(code)
  await otpDialog(page).getByRole('button', { name: 'Confirm' }).click()
  if (sentence) {
    await expect(field).toHaveAccessibleDescription(sentence)
    await expect(field).toHaveAttribute('aria-invalid', 'true')
  }
}

/** The place for a code just sent: empty, and without what was said of the one before. */
async function expectFresh(field: Locator): Promise<void> {
  await expect(field).toHaveValue('')
  await expect(field).not.toHaveAttribute('aria-invalid')
  await expect(field).not.toHaveAccessibleDescription(/not right|too often/)
}

const another = (code: string, by: number) => String((Number(code) + by) % 1_000_000).padStart(6, '0')

test('wrong ones are counted, the sixth is refused though right, and a new code works', async ({
  page,
  customer,
}) => {
  const code = await askForCode(page, customer)
  await enter(page, '123', /has six digits/)
  await enter(page, another(code, 1), /not right\. 4 tries left/)
  await enter(page, another(code, 2), /not right\. 3 tries left/)
  await enter(page, another(code, 3), /not right\. 2 tries left/)
  await enter(page, another(code, 4), /not right\. 1 try left/)
  await enter(page, another(code, 5), /it was the last try/)
  await enter(page, code, /typed wrongly too often/)
  expect(await keysOf(customer)).toEqual([])

  // The pause before another code is over.
  await sql(
    "UPDATE otp_challenge SET created_at = created_at - interval '2 minutes' WHERE customer_id = $1",
    [customer.customerId],
  )
  await otpDialog(page).getByRole('button', { name: 'Use e-mail instead' }).click()
  await expect(otpDialog(page)).toContainText('Sent by e-mail')
  await expectFresh(otpDialog(page).getByLabel('One-time password'))
  const fresh = await outboxCode(page, customer)
  // As a phone's clipboard or an input method may have it.
  const fullWidth = fresh.replace(/\d/g, (digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xfee0))
  await enter(page, `${fullWidth.slice(0, 3)} ${fullWidth.slice(3)}`)
  await expect(secretDialog(page)).toBeVisible()
  expect(await keysOf(customer)).toMatchObject([{ name: 'Guarded', addresses: ['192.0.2.1'], days: true }])
})

test('an expired one is refused, and the form is as it was', async ({ page, customer }) => {
  const code = await askForCode(page, customer)
  await sql("UPDATE otp_challenge SET expires_at = now() - interval '1 second' WHERE customer_id = $1", [
    customer.customerId,
  ])
  await enter(page, code, /has expired/)
  await otpDialog(page).getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Guarded')
  await expect(permission(page, 'Market data')).toBeChecked()
  await expect(page.getByLabel('Last day')).toHaveValue('2099-12-31')
  expect(await keysOf(customer)).toEqual([])
})

test('a used one makes no second key, nor confirms another request', async ({ page, customer }) => {
  const code = await askForCode(page, customer)
  const action = await takeDownAction(page, () => enter(page, code))
  await expect(secretDialog(page)).toBeVisible()
  const again = await sendAction(page, action)
  expect(again.text).toContain('This code has been used already')
  const altered = { ...action, body: action.body.replace('192.0.2.1', '192.0.2.2') }
  expect((await sendAction(page, altered)).text).not.toContain('sgs_')
  expect(await keysOf(customer)).toHaveLength(1)
})

test('a proof for one request confirms no other', async ({ page, customer }) => {
  const code = await askForCode(page, customer)
  const action = await takeDownAction(page, () => enter(page, another(code, 1)))
  const altered = action.body.replace('192.0.2.1', '192.0.2.2').replace(another(code, 1), code)
  const answer = await sendAction(page, { ...action, body: altered })
  expect(answer.text).toContain('step_up_required')
  expect(await keysOf(customer)).toEqual([])
})

test('the application for a certificate refuses a wrong code at its field', async ({ page, customer }) => {
  await page.goto('/certificates/apply')
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('radio', { name: 'E-mail' }).check()
  await page.getByRole('button', { name: 'Send the code' }).click()
  const field = page.getByLabel('One-time password')
  await expect(field).toBeVisible()
  const code = await outboxCode(page, customer)
  await field.fill(another(code, 1))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(field).toHaveAccessibleDescription(/4 tries left/)
  expect(await sql('SELECT 1 FROM certificate WHERE customer_id = $1', [customer.customerId])).toEqual([])

  // The pause before another code is over.
  await sql(
    "UPDATE otp_challenge SET created_at = created_at - interval '2 minutes' WHERE customer_id = $1",
    [customer.customerId],
  )
  await page.getByRole('button', { name: 'Use SMS instead' }).click()
  await expect(page.getByText('By SMS to')).toBeVisible()
  await expectFresh(field)
  const fresh = await outboxCode(page, customer)
  await field.fill(another(fresh, 1))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(field).toHaveAccessibleDescription(/4 tries left/)
  await field.fill(fresh)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByRole('heading', { name: 'Save your certificate as a file' })).toBeVisible()
})

/** The wizard at its code step, with the code that was sent. */
async function atTheCode(page: Page, customer: TestCustomer): Promise<{ field: Locator; code: string }> {
  await page.goto('/certificates/apply')
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('button', { name: 'Send the code' }).click()
  const field = page.getByLabel('One-time password')
  await expect(field).toBeVisible()
  return { field, code: await outboxCode(page, customer) }
}

const certificatesOf = ({ customerId }: TestCustomer) =>
  sql('SELECT status FROM certificate WHERE customer_id = $1', [customerId])

test('the application: the sixth try is refused though right', async ({ page, customer }) => {
  const { field, code } = await atTheCode(page, customer)
  const confirm = page.getByRole('button', { name: 'Confirm' })
  for (const [typed, sentence] of [
    [another(code, 1), /4 tries left/],
    [another(code, 2), /3 tries left/],
    [another(code, 3), /2 tries left/],
    [another(code, 4), /1 try left/],
    [another(code, 5), /it was the last try/],
    [code, /typed wrongly too often/],
  ] as const) {
    await field.fill(typed)
    await confirm.click()
    await expect(field).toHaveAccessibleDescription(sentence)
  }
  expect(await certificatesOf(customer)).toEqual([])
})

test('the application: an expired one is refused at its field', async ({ page, customer }) => {
  const { field, code } = await atTheCode(page, customer)
  await sql("UPDATE otp_challenge SET expires_at = now() - interval '1 second' WHERE customer_id = $1", [
    customer.customerId,
  ])
  await field.fill(code)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(field).toHaveAccessibleDescription(/has expired/)
  expect(await certificatesOf(customer)).toEqual([])
})

test('the application: a used one makes no second certificate', async ({ page, customer }) => {
  const { field, code } = await atTheCode(page, customer)
  await field.fill(code)
  const action = await takeDownAction(page, () => page.getByRole('button', { name: 'Confirm' }).click())
  await expect(page.getByRole('heading', { name: 'Save your certificate as a file' })).toBeVisible()
  expect((await sendAction(page, action)).text).toContain('This code has been used already')
  expect(await certificatesOf(customer)).toEqual([{ status: 'issued' }])
})
