import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { counter } from '@/lib/identity/throttle'
import type { TestCustomer } from '@/test/customer'
import { randomNationalId } from '@/test/national-id'
import { givePassword, password } from './support/give-password'
import { outboxCode } from './support/outbox-code'
import { sql } from './support/sql'
import { expect, test } from './support/test'

test.use({ signedIn: false })

const signInButton = (page: Page) => page.getByRole('button', { name: 'Sign in' })

async function tryToSignIn(page: Page, nationalId: string, typed: string): Promise<void> {
  await page.getByLabel('ID number').fill(nationalId)
  await page.getByLabel('Password', { exact: true }).fill(typed)
  await signInButton(page).click()
}

test('signs in and goes on to where they were going, then signs out', async ({ page, customer }) => {
  await givePassword(customer)
  await page.goto('/security')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fsecurity$/)
  await tryToSignIn(page, ` ${customer.nationalId.toLowerCase()} `, password)
  await expect(page).toHaveURL('/security')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()
  await page.goto('/security')
  await expect(page).toHaveURL(/\/sign-in/)
})

for (const next of [
  '//evil.example',
  'https://evil.example',
  '/\\evil.example',
  '/..//evil.example',
  'javascript:alert(1)',
])
  test(`goes home instead of ${next}`, async ({ page, customer }) => {
    await givePassword(customer)
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
    await tryToSignIn(page, customer.nationalId, password)
    await expect(page).toHaveURL('/')
  })

test('keeps the ID of a refused form and leads to the field', async ({ page }) => {
  await page.goto('/sign-in')
  await tryToSignIn(page, 'A123456788', 'whatever')
  await expect(page.getByLabel('ID number')).toBeFocused()
  await expect(page.getByLabel('ID number')).toHaveValue('A123456788')
  await expect(page.getByText('This is not a valid ID number.')).toBeVisible()
})

test('past the limit a code lets in, and the owner is told', async ({ page, customer }) => {
  await givePassword(customer)
  await failedBefore(customer, 9)
  await page.goto('/sign-in?next=/security')
  await tryToSignIn(page, customer.nationalId, 'not the right one')
  await expect(page.getByText('The ID number or the password is not right.')).toBeVisible()
  await tryToSignIn(page, customer.nationalId, password)
  await expect(page.getByText('needs a one-time password too')).toBeVisible()
  await expect(signInButton(page)).toBeHidden()
  await page.getByRole('radio', { name: 'By SMS' }).check()
  await page.getByRole('button', { name: 'Send the code' }).click()
  await expect(page.getByLabel('One-time password')).toBeFocused()
  const code = await outboxCode(page, customer)
  await page.getByLabel('One-time password').fill(code === '000000' ? '000001' : '000000')
  await signInButton(page).click()
  await expect(page.getByText('4 tries left')).toBeVisible()
  await page.getByLabel('One-time password').fill(code)
  await signInButton(page).click()
  await expect(page).toHaveURL('/security')
  const told = await sql(`SELECT 1 FROM outbox WHERE customer_id = $1 AND template = 'signin_throttled'`, [
    customer.customerId,
  ])
  expect(told).toHaveLength(1)
})

test('an unknown ID and a wrong password get one answer', async ({ page, customer }) => {
  await givePassword(customer)
  await page.goto('/sign-in')
  const answers: (string | null)[] = []
  for (const nationalId of [customer.nationalId, randomNationalId()]) {
    await tryToSignIn(page, nationalId, 'not the right one')
    const field = page.getByLabel('Password', { exact: true })
    await expect(field).toHaveAccessibleDescription(
      'The ID number or the password is not right. Check both and try again.',
    )
    answers.push(await page.locator('form', { has: field }).textContent())
    await page.reload()
  }
  expect(answers[1]).toBe(answers[0])
})

test('strangers keep nobody out of a browser they have signed in from', async ({
  page,
  customer,
  openBrowser,
}) => {
  await givePassword(customer)
  await page.goto('/sign-in')
  await tryToSignIn(page, customer.nationalId, password)
  await expect(page).toHaveURL('/')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()

  const stranger = await openBrowser()
  await stranger.goto('/sign-in')
  await failedBefore(customer, 8)
  await tryToSignIn(stranger, customer.nationalId, 'not the right one')
  await expect(stranger.getByText('The ID number or the password is not right.')).toBeVisible()
  await tryToSignIn(stranger, customer.nationalId, password)
  await expect(stranger.getByText('Too many attempts.')).toBeVisible()

  await tryToSignIn(page, customer.nationalId, password)
  await expect(page).toHaveURL('/')
})

test('signed out, the way back leads to no page of the account', async ({ page, customer }) => {
  await givePassword(customer)
  await page.goto('/sign-in?next=/security')
  await tryToSignIn(page, customer.nationalId, password)
  await expect(page.getByRole('heading', { name: 'On record' })).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'On record' })).toHaveCount(0)
})

test('says so when the session has ended', async ({ page, customer }) => {
  await givePassword(customer)
  await page.goto('/sign-in')
  await tryToSignIn(page, customer.nationalId, password)
  await expect(page).toHaveURL('/')
  await sql('UPDATE web_session SET ended_at = now() WHERE customer_id = $1', [customer.customerId])
  await page.goto('/security')
  await expect(page.getByText('Your session has ended')).toBeVisible()
})

test('works before script, throttled all the same', async ({ openBrowser, customer }) => {
  await givePassword(customer)
  const page = await openBrowser({ javaScriptEnabled: false })
  await page.goto('/sign-in?next=/security')
  await failedBefore(customer, 8)
  await tryToSignIn(page, customer.nationalId, 'not the right one')
  await expect(page.getByText('The ID number or the password is not right.')).toBeVisible()
  await tryToSignIn(page, customer.nationalId, password)
  await expect(page.getByText('Too many attempts.')).toBeVisible()
  await page.getByLabel('ID number').fill(customer.nationalId)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Send the code' }).click()
  await page.getByLabel('ID number').fill(customer.nationalId)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('One-time password').fill(await outboxCode(page, customer))
  await signInButton(page).click()
  await expect(page).toHaveURL('/security')
})

test.describe('the library’s own endpoints', () => {
  test('sign in under the same throttle, in words of ours', async ({ page, customer }) => {
    await givePassword(customer)
    await failedBefore(customer, 8)
    expect((await callback(page, customer.nationalId, 'not the right one')).code).toBe('credentials_refused')
    expect((await callback(page, customer.nationalId, password)).code).toBe('sign_in_throttled')
    // What was failed here slows the page down too.
    await page.goto('/sign-in')
    await tryToSignIn(page, customer.nationalId, password)
    await expect(page.getByText('Too many attempts.')).toBeVisible()
    const events = await sql<{ count: string }>(
      `SELECT count(*) FROM audit_event WHERE customer_id = $1 AND action = 'signin.failed'`,
      [customer.customerId],
    )
    expect(events[0]?.count).toBe('1')
  })

  test('open and end the same sessions', async ({ page, customer, baseURL }) => {
    await givePassword(customer)
    const { location, cookies, csrfToken } = await callback(
      page,
      customer.nationalId,
      password,
      '//evil.example',
    )
    expect(location).toBe(`${baseURL}/`)
    const session = cookies.find((cookie) => cookie.startsWith('__Host-signet-session='))
    expect(session).toMatch(/^__Host-signet-session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/i)
    expect(cookies.some((cookie) => /^__Host-signet-device=.*HttpOnly/i.test(cookie))).toBe(true)
    const shown = await page.request.get('/api/auth/session')
    expect(await shown.json()).toEqual({ user: { name: '王測試' }, expires: expect.any(String) })
    expect((await page.request.get('/security', { maxRedirects: 0 })).status()).toBe(200)
    await page.request.post('/api/auth/signout', {
      form: { csrfToken },
      headers: { origin: baseURL ?? '' },
      maxRedirects: 0,
    })
    const live = await sql(
      'SELECT 1 FROM web_session WHERE customer_id = $1 AND ended_at IS NULL AND user_agent <> $2',
      [customer.customerId, 'vitest'],
    )
    expect(live).toHaveLength(0)
  })

  test('refuse what does not come from our own pages', async ({ page, customer, baseURL }) => {
    await givePassword(customer)
    const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json()
    const form = { csrfToken, nationalId: customer.nationalId, password }
    const post = (headers: Record<string, string>, fields: Record<string, string>) =>
      page.request.post('/api/auth/callback/credentials', { form: fields, headers, maxRedirects: 0 })
    expect((await post({ origin: 'https://evil.example' }, form)).status()).toBe(403)
    expect((await post({}, form)).status()).toBe(403)
    const forged = await post({ origin: baseURL ?? '' }, { ...form, csrfToken: randomUUID() })
    expect(forged.headers().location).toContain('/sign-in?error=MissingCSRF')
    expect(
      await sql('SELECT 1 FROM web_session WHERE customer_id = $1 AND user_agent <> $2', [
        customer.customerId,
        'vitest',
      ]),
    ).toEqual([])
  })

  for (const path of [
    'signin',
    'signin?error=x',
    'signout',
    'error',
    'verify-request',
    'signin/credentials',
    'nonsense',
  ])
    test(`render no page of the library’s at ${path}`, async ({ page, baseURL }) => {
      const response = await page.request.get(`/api/auth/${path}`, { maxRedirects: 0 })
      expect(response.headers()['content-type'] ?? '').not.toContain('html')
      expect(await response.text()).not.toContain('<')
      if (response.status() === 302)
        expect(new URL(response.headers().location ?? '', baseURL).pathname).toBe('/sign-in')
      else expect(response.status()).toBe(400)
    })
})

async function callback(page: Page, nationalId: string, typed: string, callbackUrl = '/') {
  const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json()
  const response = await page.request.post('/api/auth/callback/credentials', {
    form: { csrfToken, nationalId, password: typed, callbackUrl },
    headers: { origin: test.info().project.use.baseURL ?? '' },
    maxRedirects: 0,
  })
  const location = response.headers().location ?? ''
  const cookies = response
    .headersArray()
    .flatMap(({ name, value }) => (name.toLowerCase() === 'set-cookie' ? [value] : []))
  return { csrfToken, location, cookies, code: new URL(location).searchParams.get('code') }
}

/** So many failures in a row lie behind the customer's ID: one more brings a wait that outlasts the test's next step. */
async function failedBefore({ nationalId }: TestCustomer, failures: number): Promise<void> {
  await sql(`INSERT INTO sign_in_throttle (scope, subject, failures) VALUES ('account', $1, $2)`, [
    counter('account', nationalId).subject,
    failures,
  ])
}
