import type { Page } from '@playwright/test'
import type { TestCustomer } from '@/test/customer'
import { launchOptions } from './support/chromium'
import { confirmByCode } from './support/confirm-by-code'
import { keysOf } from './support/give-keys'
import { grantCertificate } from './support/grant-certificate'
import { createButton, fillKeyForm, secretDialog } from './support/key-form'
import { expect, test } from './support/test'

// As customers' browsers are, and Playwright's are not: with the back-forward cache.
test.use({ launchOptions: { ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] } })

const secretFormat = /sgs_[1-9A-HJ-NP-Za-km-z]{40,52}/

/** Makes a key in this browser, whose certificate key is elsewhere. @returns its secret, as shown */
async function createKey(page: Page, customer: TestCustomer): Promise<string> {
  await grantCertificate(customer)
  await page.goto('/keys')
  await page.getByRole('link', { name: 'Add API key' }).first().click()
  await fillKeyForm(page, { name: 'Once', permissions: ['Market data'] })
  await createButton(page).click()
  await confirmByCode(page, customer)
  const shown = await secretDialog(page).getByText(secretFormat).textContent()
  return shown ?? ''
}

/** Everything of the secret that a page, its address or its storage could still hold. */
async function traces(page: Page, secret: string): Promise<string[]> {
  const found = await page.evaluate(async (text) => {
    const places: Record<string, string> = {
      html: document.documentElement.outerHTML,
      url: location.href,
      state: JSON.stringify(history.state),
      local: JSON.stringify({ ...localStorage }),
      session: JSON.stringify({ ...sessionStorage }),
      inputs: [...document.querySelectorAll('input, textarea')]
        .map((one) => (one as HTMLInputElement).value)
        .join('\n'),
      caches: JSON.stringify(
        await Promise.all(
          (await caches.keys()).map(async (name) =>
            (await (await caches.open(name)).keys()).map(({ url }) => url),
          ),
        ),
      ),
    }
    return Object.keys(places).filter((place) => places[place]?.includes(text))
  }, secret)
  const cookies = JSON.stringify(await page.context().cookies())
  return cookies.includes(secret) ? [...found, 'cookies'] : found
}

test('is in no way dismissed by accident, can be copied and downloaded, and is gone after closing', async ({
  page,
  customer,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const secret = await createKey(page, customer)
  const dialog = secretDialog(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.mouse.click(4, 4)
  await expect(dialog).toBeVisible()

  await dialog.getByRole('button', { name: 'Copy the secret key' }).click()
  await expect(dialog.getByRole('status').filter({ hasText: 'Copied' })).toBeAttached()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret)
  for (const [button, ending] of [
    ['Download .env', '.env'],
    ['Download JSON', '.json'],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: button }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(new RegExp(`^sgk_\\w+\\${ending}$`))
    const chunks = await (await download.createReadStream()).toArray()
    expect(Buffer.concat(chunks).toString()).toContain(secret)
  }
  expect(await traces(page, secret), 'where it is while it is shown').toEqual(['html'])

  await dialog.getByRole('button', { name: 'I have stored it' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Once' })).toBeVisible()
  expect(await traces(page, secret), 'after closing').toEqual([])
  await page.reload()
  await expect(page.getByText('Secret never confirmed')).toHaveCount(0)
  expect(await traces(page, secret), 'after a reload').toEqual([])
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1, name: 'API keys' })).toBeVisible()
  expect(await traces(page, secret), 'after going back').toEqual([])
  expect(await keysOf(customer)).toHaveLength(1)
})

test('without a clipboard it is selected, to be copied by hand', async ({ page, customer }) => {
  // As over plain HTTP.
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  const secret = await createKey(page, customer)
  const copy = secretDialog(page).getByRole('button', { name: 'Copy the secret key' })
  await copy.click()
  await expect(copy).toHaveText('Copy it by hand')
  await expect(secretDialog(page).getByRole('status').filter({ hasText: 'Copy it by hand' })).toBeAttached()
  expect(await page.evaluate(() => String(getSelection()))).toBe(secret)
})

test('left without a word, it is gone too, and the key says so until it is confirmed', async ({
  page,
  customer,
}) => {
  const secret = await createKey(page, customer)
  page.on('dialog', (dialog) => dialog.accept())
  await page.goto('/keys')
  await page.goBack()
  // Made anew, or out of the back-forward cache: either way without the secret.
  await expect(createButton(page).or(page.getByText('The secret is no longer shown'))).toBeVisible()
  await expect(secretDialog(page)).toHaveCount(0)
  expect(await traces(page, secret)).toEqual([])

  await page.goto('/keys')
  await expect(page.getByText('Secret not confirmed')).toBeVisible()
  await page.getByRole('link', { name: 'Once' }).click()
  await expect(page.getByText('Secret never confirmed')).toBeVisible()
  expect(await traces(page, secret)).toEqual([])
  await page.getByRole('button', { name: 'I have stored it' }).click()
  await expect(page.getByText('Secret never confirmed')).toHaveCount(0)
})

test('a reload while it is shown drops it', async ({ page, customer }) => {
  const secret = await createKey(page, customer)
  page.on('dialog', (dialog) => dialog.accept())
  await page.reload()
  await expect(createButton(page)).toBeVisible()
  expect(await traces(page, secret)).toEqual([])
})
