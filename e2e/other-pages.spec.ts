import { giveKey } from './support/give-keys'
import { grantCertificate } from './support/grant-certificate'
import { createButton, fillKeyForm, otpDialog } from './support/key-form'
import { sql } from './support/sql'
import { expect, test } from './support/test'

test.describe('a page that is not there', () => {
  test.use({ expectedFaults: /status of 404/ })

  for (const [who, path] of [
    ['nobody', '/nothing-here'],
    ['a customer', '/nothing-here'],
    ['a customer', '/keys/nonsense'],
    ['a customer', '/certificates/00000000-0000-7000-8000-000000000000'],
  ] as const)
    test(`${path} says so to ${who}, and leads home`, async ({ page, openBrowser }) => {
      const visitor = who === 'nobody' ? await openBrowser() : page
      const answer = await visitor.goto(path)
      expect(answer?.status()).toBe(404)
      await expect(visitor.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
      await visitor.getByRole('link', { name: 'Go to Home' }).click()
      await expect(visitor).toHaveURL(who === 'nobody' ? /\/sign-in/ : '/')
    })
})

test.describe('a page that fails', () => {
  test.use({ expectedFaults: /500|Error/ })

  test('says so, keeps the way to the others, and breaks no rule of the browser’s', async ({
    page,
    customer,
  }) => {
    const violations: string[] = []
    page.on('console', (message) => {
      if (/CSP violation|Content Security Policy/.test(message.text())) violations.push(message.text())
    })
    // What the page reads can't be read: bytes that no certificate has.
    const { id } = await grantCertificate(customer)
    await sql('UPDATE certificate SET issued_at = NULL, not_after = $2 WHERE id = $1', [id, '-infinity'])
    const answer = await page.goto(`/certificates/${id}`)
    expect(answer?.status()).toBe(500)
    await expect(page.getByRole('heading', { name: 'This page could not be shown' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
    await expect(page).toHaveTitle(/This page could not be shown/)
    expect(violations).toEqual([])
  })
})

test.describe('a lost connection', () => {
  // The browser reports the request that was cut off.
  test.use({ expectedFaults: /ERR_FAILED/ })

  test('leaves the form as it is, with a sentence', async ({ page, customer }) => {
    await grantCertificate(customer)
    await page.goto('/keys/new')
    await fillKeyForm(page, { name: 'Kept', permissions: ['Market data'] })
    await page.route('**/keys/new', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    )
    await createButton(page).click()
    await expect(page.locator('form [role=alert]')).toBeVisible()
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Kept')
    await page.unroute('**/keys/new')
    await createButton(page).click()
    await expect(otpDialog(page)).toBeVisible()
  })
})

test('the demo’s outbox shows what was sent, newest first', async ({ page, customer }) => {
  await grantCertificate(customer)
  await page.goto('/keys/new')
  await fillKeyForm(page, { name: 'For the outbox', permissions: ['Market data'] })
  await createButton(page).click()
  await otpDialog(page).getByRole('button', { name: 'Send a code by e-mail' }).click()
  await expect(otpDialog(page)).toContainText('Sent by e-mail')
  await page.goto('/demo/outbox')
  const list = page.getByRole('list', { name: 'Messages, newest first' })
  const mine = list.getByRole('listitem').filter({ hasText: customer.email })
  await expect(mine.first()).toContainText('One-time password')
  await expect(page.getByRole('link', { name: 'As JSON' })).toHaveAttribute('href', '/demo/outbox.json')
})

test('the list can be searched and filtered, and home says what needs attention', async ({
  page,
  customer,
}) => {
  await grantCertificate(customer)
  await giveKey(customer, { name: 'Alpha', confirmed: false })
  await giveKey(customer, { name: 'Beta', status: 'inactive' })
  await giveKey(customer, { name: 'Gamma', validBefore: new Date(Date.now() + 3 * 86_400_000) })
  await page.goto('/')
  await expect(page.getByText('Did the secret of “Alpha” reach you?')).toBeVisible()
  await page.goto('/keys')
  await expect(page.getByRole('img', { name: '2 of 30 active' })).toBeVisible()
  await page.getByLabel('Status', { exact: true }).selectOption('inactive')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Beta' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Alpha' })).toHaveCount(0)
  await page.goto('/keys?search=gam')
  await expect(page.getByRole('link', { name: 'Gamma' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Beta' })).toHaveCount(0)
  await page.getByLabel('Search').fill('%')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByText('No key fits')).toBeVisible()
})
