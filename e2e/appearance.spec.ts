import { keysOf } from './support/give-keys'
import { newCustomer } from './support/new-customer'
import { furnish } from './support/portal-pages'
import { expect, test } from './support/test'

test('the language and the theme are chosen by hand, and stay', async ({ page }) => {
  await page.goto('/keys')
  const html = page.locator('html')
  await expect(html).toHaveAttribute('lang', 'en')
  await page.getByRole('button', { name: '中文' }).click()
  await expect(html).toHaveAttribute('lang', 'zh-TW')
  await expect(page.getByRole('heading', { level: 1, name: 'API 金鑰' })).toBeVisible()
  await expect(page).toHaveURL('/keys')
  await page.getByRole('button', { name: '深色' }).click()
  await expect(html).toHaveAttribute('data-theme', 'dark')
  await page.goto('/security')
  await expect(html).toHaveAttribute('lang', 'zh-TW')
  await expect(html).toHaveAttribute('data-theme', 'dark')
  expect(await page.evaluate(() => getComputedStyle(document.body).colorScheme)).toContain('dark')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(html).toHaveAttribute('lang', 'en')
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toHaveAttribute('aria-pressed', 'true')
})

test('the browser’s language is taken first', async ({ openBrowser }) => {
  for (const [locale, lang] of [
    ['zh-TW', 'zh-TW'],
    ['zh-HK', 'zh-TW'],
    ['fr-FR', 'en'],
  ] as const) {
    const page = await openBrowser({ locale })
    await page.goto('/sign-in')
    await expect(page.locator('html')).toHaveAttribute('lang', lang)
  }
})

test.describe('without JavaScript', () => {
  test.use({ expectedFaults: /status of 404/ })

  test('the pages are readable, and the plain forms work', async ({ openBrowser }) => {
    const owner = await newCustomer()
    const { certificate, key } = await furnish(owner)
    const page = await openBrowser({ as: owner, javaScriptEnabled: false })
    for (const [path, text] of [
      ['/', 'Next step'],
      ['/certificates', 'Valid until'],
      [`/certificates/${certificate}`, 'SHA-256 fingerprint'],
      ['/keys', 'Rebalancer on the second server'],
      [`/keys/${key}`, 'What this key can do'],
      ['/security', 'Where you are signed in'],
      ['/activity', 'Web certificate issued'],
    ] as const) {
      await page.goto(path)
      await expect(page.getByText(text).first(), path).toBeVisible()
    }

    await page.goto('/keys')
    await page.getByLabel('Search').fill('switched')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await expect(page.getByRole('link', { name: 'Switched off' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Ends soon' })).toHaveCount(0)

    await page.getByRole('button', { name: '中文' }).click()
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-TW')
    await page.getByRole('button', { name: '深色' }).click()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await page.getByRole('button', { name: 'English' }).click()

    await page.goto(`/keys/${key}`)
    await page.getByText('Deactivate…').click()
    await page.getByRole('button', { name: 'Deactivate this key now' }).click()
    await expect(page.getByRole('button', { name: 'Activate this key' })).toBeVisible()

    await page.goto(`/keys/${key}/edit`)
    await expect(page.getByLabel('Addresses it may be used from')).toHaveValue(/198\.51\.100\.0\/24/)
    await page.getByLabel('Name', { exact: true }).fill('Renamed before script')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Renamed before script' })).toBeVisible()

    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByText('You are signed out.')).toBeVisible()
  })

  test('what is not there is said, in the frame, as 404', async ({ openBrowser }) => {
    const page = await openBrowser({ as: await newCustomer(), javaScriptEnabled: false })
    const nowhere = '00000000-0000-7000-8000-000000000000'
    for (const path of [
      `/keys/${nowhere}`,
      '/keys/no-id',
      `/keys/${nowhere}/edit`,
      `/certificates/${nowhere}`,
      '/certificates/no-id',
      '/nothing-here',
    ]) {
      const answer = await page.goto(path)
      expect(answer?.status(), path).toBe(404)
      await expect(
        page.getByRole('heading', { name: 'There is nothing at this address' }),
        path,
      ).toBeVisible()
      await expect(page.getByRole('link', { name: 'API keys' }).first(), path).toBeAttached()
    }
  })

  test('an act that wants proof says that it needs it, and changes nothing', async ({ openBrowser }) => {
    const owner = await newCustomer()
    const { key } = await furnish(owner)
    const page = await openBrowser({ as: owner, javaScriptEnabled: false })
    await page.goto(`/keys/${key}/edit`)
    await page.getByLabel('Last day').fill('2099-12-31')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.locator('noscript p', { hasText: 'which needs JavaScript' })).toBeVisible()
    expect((await keysOf(owner)).find(({ id }) => id === key)).toMatchObject({ revision: 1 })
  })

  test('the application says that it needs it', async ({ openBrowser }) => {
    const page = await openBrowser({ as: await newCustomer(), javaScriptEnabled: false })
    await page.goto('/certificates/apply')
    // Text is not looked for in `noscript` by Playwright itself.
    await expect(page.locator('noscript p', { hasText: 'which needs JavaScript' })).toBeVisible()
  })
})
