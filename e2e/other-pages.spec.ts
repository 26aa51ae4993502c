import { transaction } from '@/lib/db/transaction'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { applyForCertificate } from './support/apply-for-certificate'
import { giveKey } from './support/give-keys'
import { grantCertificate } from './support/grant-certificate'
import { createButton, fillKeyForm, otpDialog } from './support/key-form'
import { furnish } from './support/portal-pages'
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

test.describe('the certificate wizard', () => {
  test('says that its next step is on its way', async ({ page }) => {
    await page.goto('/certificates/apply')
    let arrive = () => {}
    const slow = new Promise<void>((resolve) => {
      arrive = resolve
    })
    await page.route('**/_next/static/**', async (route) => {
      await slow
      await route.continue()
    })
    await page.getByRole('button', { name: 'Begin' }).click()
    await expect(page.getByRole('heading', { name: 'the next step is loading' })).toBeFocused()
    arrive()
    await expect(page.getByRole('heading', { name: 'Where to send the code' })).toBeFocused()
  })

  test('holds Back while its file is not saved, and leaves the history as it was', async ({
    page,
    customer,
  }) => {
    const answers: ('stay' | 'leave')[] = []
    page.on('dialog', (dialog) => (answers.shift() === 'leave' ? dialog.accept() : dialog.dismiss()))
    await page.goto('/certificates')
    await page.getByRole('link', { name: 'Apply for a certificate' }).first().click()
    await applyForCertificate(page, customer)
    const offer = page.getByRole('heading', { name: 'Save your certificate as a file' })
    for (const _again of ['once', 'twice']) {
      answers.push('stay')
      await page.evaluate(() => history.back())
      await expect.poll(() => answers).toEqual([])
      await expect(offer).toBeVisible()
    }
    answers.push('leave')
    await page.getByRole('button', { name: 'Go on without a file' }).click()
    await expect(page.getByText('In this browser only')).toBeVisible()
    await page.evaluate(() => history.back())
    await expect(page).toHaveURL('/certificates')
    await expect(page.getByRole('heading', { level: 1, name: 'Certificates' })).toBeVisible()
    expect(answers).toEqual([])
  })

  test('asks once when it is left all the same, by a link or by Back', async ({ page, customer }) => {
    const questions: string[] = []
    page.on('dialog', (dialog) => {
      questions.push(dialog.message())
      return dialog.accept()
    })
    await page.goto('/certificates')
    await page.getByRole('link', { name: 'Apply for a certificate' }).first().click()
    await applyForCertificate(page, customer)
    await page.getByRole('link', { name: 'API keys' }).click()
    await expect(page).toHaveURL('/keys')
    expect(questions).toHaveLength(1)
    await page.goBack()
    await expect(page).toHaveURL('/certificates/apply')
    await page.goBack()
    await expect(page).toHaveURL('/certificates')

    await page.getByRole('link', { name: 'Apply for another' }).first().click()
    await sql(
      "UPDATE otp_challenge SET created_at = created_at - interval '2 minutes' WHERE customer_id = $1",
      [customer.customerId],
    )
    await applyForCertificate(page, customer)
    await page.evaluate(() => history.back())
    await expect(page).toHaveURL('/certificates')
    expect(questions).toHaveLength(2)
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

test('the list of keys cuts nothing off at any width, and makes no cell tall', async ({
  customer,
  openBrowser,
}) => {
  await furnish(customer)
  const page = await openBrowser({ as: customer })
  await page.goto('/keys')
  for (const width of [1440, 1280, 1248, 1240, 1024, 800, 768, 360]) {
    await page.setViewportSize({ width, height: 800 })
    const beyond = await page.locator('tbody td').evaluateAll((all) =>
      all.map((cell) => {
        const frame = cell.closest('table')?.parentElement?.getBoundingClientRect()
        return cell.getBoundingClientRect().right - (frame?.right ?? 0)
      }),
    )
    expect(Math.max(...beyond), `beyond the edge at ${width}`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  const can = page.getByRole('cell', { name: 'Market data, account, orders, trade, transfers' })
  const lines = await can.evaluate((cell) => {
    const range = document.createRange()
    range.selectNodeContents(cell)
    return new Set([...range.getClientRects()].map(({ top }) => top)).size
  })
  expect(lines).toBeLessThanOrEqual(3)
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

test('the outbox shows the newest ten, and keeps what is older closed', async ({ page, customer }) => {
  const { customerId } = customer
  for (let count = 0; count < 12; count++)
    await transaction((tx) => notifyCustomer(tx, customerId, 'signin_throttled', { address: '192.0.2.1' }))
  const newest = page.getByRole('list', { name: 'Messages, newest first' }).locator('> li')
  const earlier = page.getByText(/^\d+ earlier messages?$/)
  await expect(async () => {
    await page.goto('/demo/outbox')
    await expect(earlier).toBeVisible({ timeout: 1000 })
  }).toPass()
  await expect(newest).toHaveCount(10)
  const older = page.getByRole('list', { name: 'Earlier messages' })
  await expect(older).toBeHidden()
  await earlier.click()
  await expect(older).toBeVisible()
})
