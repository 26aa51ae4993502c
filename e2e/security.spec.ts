import { testCustomer, testSession } from '@/test/customer'
import { givePassword, password } from './support/give-password'
import { sendAction, takeDownAction } from './support/server-action'
import { sql } from './support/sql'
import { expect, test } from './support/test'

const isLive = async (id: string) =>
  (await sql('SELECT 1 FROM web_session WHERE id = $1 AND ended_at IS NULL', [id])).length === 1

test('ends one session, then all others, and keeps this one', async ({ page, customer, openBrowser }) => {
  const phone = await openBrowser({ as: customer })
  await testSession(customer.customerId)
  await phone.goto('/security')
  await page.goto('/security')
  await expect(page.getByText('This browser')).toHaveCount(1)
  const ends = page.getByRole('button', { name: /^End the session of/ })
  const before = await ends.count()
  await ends.first().click()
  await expect(page.getByText('1 session ended.')).toBeFocused()
  await expect(ends).toHaveCount(before - 1)
  await page.getByRole('button', { name: 'End all others' }).click()
  await expect(ends).toHaveCount(0)
  await page.reload()
  await expect(page).toHaveURL('/security')
  await phone.goto('/keys')
  await expect(phone).toHaveURL(/\/sign-in/)
})

test('answers for somebody else’s session as for none, and leaves it alone', async ({ page, customer }) => {
  await testSession(customer.customerId)
  const somebody = await testCustomer()
  await page.goto('/security')
  const sent = await takeDownAction(page, () =>
    page
      .getByRole('button', { name: /^End the session of/ })
      .first()
      .click(),
  )
  const id = /name="[\d_]*session"\s+([\w-]{36})/.exec(sent.body)?.[1] ?? 'none'
  const answer = await sendAction(page, { ...sent, body: sent.body.replaceAll(id, somebody.sessionId) })
  expect(answer.text).toContain('"not_found"')
  expect(await isLive(somebody.sessionId)).toBe(true)
  expect((await sendAction(page, sent)).text).toContain('"not_found"')
  const forged = await sendAction(page, { ...sent, body: sent.body.replaceAll(id, 'x') })
  expect(forged.text).toContain('"invalid_input"')
})

test('changes the password, keeps nothing typed, and ends other sessions', async ({ page, customer }) => {
  await givePassword(customer)
  const other = await testSession(customer.customerId)
  await page.goto('/security')
  const [present, next, again] = [
    page.getByLabel('Present password'),
    page.getByLabel('New password', { exact: true }),
    page.getByLabel('New password, again'),
  ]
  const change = async (from: string, to: string, repeated = to) => {
    await present.fill(from)
    await next.fill(to)
    await again.fill(repeated)
    await page.getByRole('button', { name: 'Change password' }).click()
  }
  await change('not the right one', 'a brand new password')
  await expect(page.getByText('That is not your present password.')).toBeVisible()
  await expect(present).toBeFocused()
  await change(password, 'short')
  await expect(page.getByText('Use at least 12 characters.')).toBeVisible()
  await expect(next).toBeFocused()
  await change(password, 'a brand new password', 'a brand new passwort')
  await expect(page.getByText('The two passwords are not the same.')).toBeVisible()
  expect(await isLive(other.sessionId)).toBe(true)
  await change(password, 'a brand new password')
  await expect(page.getByText('Your password is changed')).toBeVisible()
  for (const field of [present, next, again]) await expect(field).toHaveValue('')
  expect(await isLive(other.sessionId)).toBe(false)
  expect(await isLive(customer.sessionId)).toBe(false)
  await page.reload()
  await expect(page).toHaveURL('/security')
})
