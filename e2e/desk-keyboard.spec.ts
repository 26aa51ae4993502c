import type { Locator } from '@playwright/test'
import { transaction } from '@/lib/db/transaction'
import { writeNameWords } from '@/lib/identity/write-name-words'
import { password } from './support/give-password'
import { tabTo } from './support/keyboard'
import { newCustomer } from './support/new-customer'
import { sql } from './support/sql'
import { newStaff, signingInStaff } from './support/staff'
import { expect, test } from './support/test'

test.use({ signedIn: false })

test('from the desk’s door to a help act without a mouse', async ({ page }) => {
  const staff = await signingInStaff('support')
  const word = `Q${staff.staffId.slice(0, 8)}`
  const customer = await newCustomer()
  for (const { customerId } of [customer, await newCustomer()]) {
    const name = `Wang ${word}`
    await sql('UPDATE customer SET name = $2 WHERE id = $1', [customerId, name])
    await transaction((tx) => writeNameWords(tx, customerId, name))
  }
  const { keyboard } = page
  const into = async (control: Locator, text: string) => {
    await tabTo(page, control)
    await keyboard.type(text)
  }
  const press = async (control: Locator) => {
    await tabTo(page, control)
    await keyboard.press('Enter')
  }

  await page.goto('/admin')
  await expect(page).toHaveURL('/admin/sign-in?next=%2Fadmin')
  await keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await keyboard.press('Enter')
  await into(page.getByLabel('E-mail address'), staff.email)
  await into(page.getByLabel('Password', { exact: true }), password)
  // As an app shows it, in two halves.
  await into(page.getByLabel('Authenticator code'), staff.code().replace(/^.../, '$& '))
  await keyboard.press('Enter')

  await into(page.getByLabel('Find a customer'), word)
  await keyboard.press('Enter')
  const hits = page.getByRole('link', { name: `Wang ${word}` })
  await expect(hits).toHaveCount(2)
  await press(hits.and(page.locator(`[href*="${customer.customerId}"]`)))
  await expect(page.getByRole('heading', { level: 1, name: `Wang ${word}` })).toBeVisible()

  const opener = page.getByRole('button', { name: 'End every session', exact: true })
  const dialog = page.getByRole('dialog', { name: 'End every session' })
  await press(opener)
  await expect(dialog).toBeVisible()
  await into(dialog.getByLabel('Why'), 'lost the phone')
  await keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()

  // What was typed is still there.
  await keyboard.press('Enter')
  await expect(dialog.getByLabel('Why')).toHaveValue('lost the phone')
  await into(dialog.getByLabel('Ticket number'), 'TN-7')
  await press(dialog.getByRole('button', { name: 'End every session' }))
  await expect(page.getByRole('status').getByText('1 session was ended.')).toBeVisible()
  await expect(dialog).toBeHidden()
  const sessions = 'SELECT 1 FROM web_session WHERE customer_id = $1 AND ended_at IS NULL'
  expect(await sql(sessions, [customer.customerId])).toEqual([])

  // The button went with the last session; the focus did not go with it.
  await expect(opener).toBeHidden()
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true)

  await press(page.getByRole('button', { name: 'Sign out' }))
  await expect(page.getByText('You are signed out.')).toBeVisible()
})

test('a dialog that is opened again at once stays open', async ({ openBrowser }) => {
  const page = await openBrowser({ staff: await newStaff('support') })
  const { customerId } = await newCustomer()
  await page.goto(`/admin/customers/${customerId}`)
  const opener = page.getByRole('button', { name: 'End every session', exact: true })
  const dialog = page.getByRole('dialog', { name: 'End every session' })
  const button = await opener.elementHandle()
  await opener.click()
  await expect(dialog).toBeVisible()
  // The browser tells of a close later. A busy one tells of it after the next press, as here.
  await page.evaluate(async (button) => {
    const element = document.querySelector<HTMLDialogElement>('dialog[open]')
    element?.dispatchEvent(new Event('cancel', { cancelable: true }))
    for (let turn = 0; element?.open && turn < 1000; turn++) await Promise.resolve()
    ;(button as HTMLElement).click()
    await new Promise((told) => element?.addEventListener('close', told))
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))
  }, button)
  await expect(dialog).toBeVisible()
})
