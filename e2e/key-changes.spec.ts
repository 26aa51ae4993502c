import type { Page } from '@playwright/test'
import type { TestCustomer } from '@/test/customer'
import { confirmByCode } from './support/confirm-by-code'
import { giveKey, keysOf } from './support/give-keys'
import { givePassword, password } from './support/give-password'
import { grantCertificate } from './support/grant-certificate'
import { fillKeyForm, otpDialog, permission, refusal, saveButton } from './support/key-form'
import { sql } from './support/sql'
import { expect, test } from './support/test'

const key = {
  name: 'Rebalancer',
  permissions: ['market.read', 'orders.read'],
  addresses: ['198.51.100.0/24', '192.0.2.1'],
}

const onKeyPage = (page: Page, id: string) => expect(page).toHaveURL(`/keys/${id}`)

async function prepare(page: Page, customer: TestCustomer, values = {}): Promise<string> {
  await grantCertificate(customer)
  const id = await giveKey(customer, { ...key, ...values })
  await page.goto(`/keys/${id}`)
  await expect(page.getByRole('heading', { level: 1, name: key.name })).toBeVisible()
  return id
}

const remove = (page: Page, address: string) => page.getByRole('button', { name: `Remove ${address}` })

test('narrowing asks nothing', async ({ page, customer }) => {
  await prepare(page, customer)
  await page.getByRole('link', { name: 'Edit' }).click()
  await permission(page, 'Orders and fills').uncheck()
  await remove(page, '192.0.2.1').click()
  await fillKeyForm(page, { name: 'Watcher', lastDay: '2099-12-31' })
  await saveButton(page).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Watcher' })).toBeVisible()
  await expect(otpDialog(page)).toBeHidden()
  expect(await keysOf(customer)).toMatchObject([
    {
      name: 'Watcher',
      permissions: ['market.read'],
      addresses: ['198.51.100.0/24'],
      days: true,
      revision: 2,
    },
  ])
})

test('widening asks for proof, and a cancelled question changes nothing', async ({ page, customer }) => {
  const id = await prepare(page, customer)
  await page.getByRole('link', { name: 'Edit' }).click()
  await permission(page, 'Place and cancel orders').check()
  await saveButton(page).click()
  await expect(otpDialog(page)).toContainText('This change gives the key more than it had')
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(otpDialog(page)).toBeHidden()
  await expect(permission(page, 'Place and cancel orders')).toBeChecked()
  expect(await keysOf(customer)).toMatchObject([{ ...key, permissions: key.permissions, revision: 1 }])

  await saveButton(page).click()
  await confirmByCode(page, customer)
  await onKeyPage(page, id)
  expect(await keysOf(customer)).toMatchObject([
    { permissions: ['market.read', 'orders.read', 'orders.trade'], addresses: key.addresses, revision: 2 },
  ])
})

test('the last address goes only when that is said, and confirmed', async ({ page, customer }) => {
  await prepare(page, customer, { addresses: ['192.0.2.1'] })
  await page.getByRole('link', { name: 'Edit' }).click()
  const yes = page.getByRole('checkbox', { name: /let the key be used from any address/ })
  await expect(yes).toBeHidden()
  await remove(page, '192.0.2.1').click()
  await expect(yes).toBeVisible()
  await saveButton(page).click()
  await expect(page.getByText('Without an address the key can be used from everywhere')).toBeVisible()
  await expect(yes).toBeFocused()
  await expect(otpDialog(page)).toBeHidden()
  expect(await keysOf(customer)).toMatchObject([{ addresses: ['192.0.2.1'], revision: 1 }])

  await yes.check()
  await saveButton(page).click()
  await confirmByCode(page, customer)
  await expect(page.getByText('Any address: no control')).toBeVisible()
  expect(await keysOf(customer)).toMatchObject([{ addresses: [], revision: 2 }])
})

test('deactivate says what happens; activate asks for proof; delete wants the name', async ({
  page,
  customer,
}) => {
  await prepare(page, customer)
  await page.getByText('Deactivate…').click()
  await expect(page.getByText('Requests with this key are refused from then on')).toBeVisible()
  await page.getByRole('button', { name: 'Deactivate this key now' }).click()
  await expect(page.getByRole('button', { name: 'Activate this key' })).toBeVisible()
  expect(await keysOf(customer)).toMatchObject([{ status: 'inactive' }])

  await page.getByRole('button', { name: 'Activate this key' }).click()
  await confirmByCode(page, customer)
  await expect(page.getByText('Deactivate…')).toBeVisible()
  expect(await keysOf(customer)).toMatchObject([{ status: 'active' }])

  await page.getByText('Delete…').click()
  const typed = page.getByLabel(/Type the key’s name/)
  await typed.fill('rebalancer')
  await page.getByRole('button', { name: 'Delete this key for good' }).click()
  await expect(typed).toHaveAccessibleDescription(/This is not the key’s name/)
  await expect(typed).toHaveValue('rebalancer')
  expect(await keysOf(customer)).toMatchObject([{ deleted: false }])
  await typed.fill(key.name)
  await page.getByRole('button', { name: 'Delete this key for good' }).click()
  await expect(page).toHaveURL('/keys')
  await expect(page.getByText('No API key yet')).toBeVisible()
  expect(await keysOf(customer)).toMatchObject([{ deleted: true, status: 'inactive' }])
})

test('two tabs do not overwrite each other unseen', async ({ page, customer }) => {
  const id = await prepare(page, customer)
  await page.goto(`/keys/${id}/edit`)
  await fillKeyForm(page, { name: 'Renamed here' })
  const other = await page.context().newPage()
  await other.goto(`/keys/${id}`)
  await other.getByText('Deactivate…').click()
  await other.getByRole('button', { name: 'Deactivate this key now' }).click()
  await expect(other.getByRole('button', { name: 'Activate this key' })).toBeVisible()

  await saveButton(page).click()
  await expect(refusal(page)).toContainText('This key was changed meanwhile, perhaps in another tab')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Renamed here')
  expect(await keysOf(customer)).toMatchObject([{ name: key.name, status: 'inactive', revision: 2 }])
})

test('a key deactivated or deleted in another tab meanwhile', async ({ page, customer }) => {
  await prepare(page, customer)
  const other = await page.context().newPage()
  await other.goto(page.url())
  await other.getByText('Delete…').click()
  await other.getByLabel(/Type the key’s name/).fill(key.name)
  await other.getByRole('button', { name: 'Delete this key for good' }).click()
  await expect(other).toHaveURL('/keys')

  await page.getByText('Deactivate…').click()
  await page.getByRole('button', { name: 'Deactivate this key now' }).click()
  await expect(refusal(page)).toContainText('This does not exist, or it is not yours')
})

test('a double click saves once', async ({ page, customer }) => {
  const id = await prepare(page, customer)
  await page.goto(`/keys/${id}/edit`)
  await fillKeyForm(page, { name: 'Twice' })
  await saveButton(page).dblclick()
  await expect(page.getByRole('heading', { level: 1, name: 'Twice' })).toBeVisible()
  expect(await keysOf(customer)).toMatchObject([{ name: 'Twice', revision: 2 }])
})

test('the session ended meanwhile: sign in again and find the form as it was', async ({ page, customer }) => {
  await givePassword(customer)
  const id = await prepare(page, customer)
  await page.goto(`/keys/${id}/edit`)
  await fillKeyForm(page, { name: 'Kept', addresses: '203.0.113.9', lastDay: '2099-12-31' })
  await permission(page, 'Account').check()
  await sql('UPDATE web_session SET ended_at = now() WHERE customer_id = $1', [customer.customerId])
  await saveButton(page).click()
  await expect(refusal(page)).toContainText('Your session has ended')
  expect(await keysOf(customer)).toMatchObject([{ ...key, revision: 1 }])

  await page.getByRole('link', { name: 'Sign in again' }).click()
  await page.getByLabel('ID number').fill(customer.nationalId)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(`/keys/${id}/edit`)
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Kept')
  await expect(permission(page, 'Account')).toBeChecked()
  await expect(page.getByLabel('Last day')).toHaveValue('2099-12-31')
  await expect(page.locator('[name=addresses]')).toHaveValue(/203\.0\.113\.9$/)
})
