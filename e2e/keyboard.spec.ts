import type { Page } from '@playwright/test'
import { keysOf } from './support/give-keys'
import { givePassword, password } from './support/give-password'
import { createButton, permission, secretDialog } from './support/key-form'
import { tabTo } from './support/keyboard'
import { outboxCode } from './support/outbox-code'
import { expect, test } from './support/test'

test.use({ signedIn: false })

test('from the sign-in page to the first key without a mouse', async ({ page, customer }) => {
  await givePassword(customer)
  const { keyboard } = page
  const into = async (control: ReturnType<Page['locator']>, text: string) => {
    await tabTo(page, control)
    await keyboard.type(text)
  }
  const press = async (control: ReturnType<Page['locator']>, key: 'Enter' | 'Space' = 'Enter') => {
    await tabTo(page, control)
    await keyboard.press(key)
  }

  await page.goto('/sign-in')
  await keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await keyboard.press('Enter')
  await into(page.getByLabel('ID number'), customer.nationalId)
  await into(page.getByLabel('Password', { exact: true }), password)
  await keyboard.press('Enter')

  await press(page.getByRole('link', { name: 'Apply for a certificate' }))
  await press(page.getByRole('button', { name: 'Begin' }))
  const channel = page.getByRole('radio', { name: 'SMS' })
  await tabTo(page, channel)
  await keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'E-mail' })).toBeChecked()
  await press(page.getByRole('button', { name: 'Send the code' }))
  await expect(page.getByLabel('One-time password')).toBeVisible()
  await into(page.getByLabel('One-time password'), await outboxCode(page, customer))
  await keyboard.press('Enter')

  await into(page.getByLabel('Login ID', { exact: true }), customer.nationalId)
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 60_000 }),
    keyboard.press('Enter'),
  ])
  expect(download.suggestedFilename()).toMatch(/\.p12$/)
  await press(page.getByRole('button', { name: 'Go on', exact: true }))
  await press(page.getByRole('link', { name: 'Add your first API key' }))

  await into(page.getByLabel('Name', { exact: true }), 'Typed')
  await press(permission(page, 'Orders and fills'), 'Space')
  await press(page.getByRole('button', { name: 'Market data only' }))
  await expect(permission(page, 'Orders and fills')).not.toBeChecked()
  await into(page.getByLabel('Addresses it may be used from'), '192.0.2.7 ')
  await press(createButton(page))
  await expect(secretDialog(page)).toBeVisible()
  await press(secretDialog(page).getByRole('button', { name: 'I have stored it' }))
  await expect(page.getByRole('heading', { level: 1, name: 'Typed' })).toBeVisible()
  expect(await keysOf(customer)).toMatchObject([{ permissions: ['market.read'], addresses: ['192.0.2.7'] }])

  // And off again.
  await press(page.getByText('Deactivate…'))
  await press(page.getByRole('button', { name: 'Deactivate this key now' }))
  await expect(page.getByRole('button', { name: 'Activate this key' })).toBeVisible()
  await press(page.getByRole('button', { name: 'Sign out' }))
  await expect(page.getByText('You are signed out.')).toBeVisible()
})
