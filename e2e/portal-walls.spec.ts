import { giveKey, keysOf } from './support/give-keys'
import { sendAction, takeDownAction } from './support/server-action'
import { sql } from './support/sql'
import { expect, test } from './support/test'

test('the headers of a signed-in page and the cookies', async ({ page }) => {
  for (const path of ['/', '/keys', '/keys/new', '/security', '/activity', '/certificates']) {
    const answer = await page.goto(path)
    const headers = answer?.headers() ?? {}
    expect(headers['cache-control'], path).toContain('no-store')
    expect(headers['content-security-policy'], path).toMatch(
      /script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic'(;|$)/,
    )
    expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy'], path).not.toContain('unsafe')
    expect(headers['x-content-type-options'], path).toBe('nosniff')
  }
  const cookies = await page.context().cookies()
  expect(cookies.length).toBeGreaterThan(0)
  for (const { name, secure, httpOnly, path } of cookies)
    expect({ name, secure, httpOnly, path }).toEqual({
      name: expect.stringMatching(/^__Host-/),
      secure: true,
      httpOnly: true,
      path: '/',
    })
})

test('an act from another site is refused', async ({ page, customer }) => {
  const id = await giveKey(customer)
  await page.goto(`/keys/${id}`)
  await page.getByText('Deactivate…').click()
  const sent = await takeDownAction(page, () =>
    page.getByRole('button', { name: 'Deactivate this key now' }).click(),
  )
  await expect(page.getByRole('button', { name: 'Activate this key' })).toBeVisible()
  await sql("UPDATE api_key SET status = 'active', slot = 1 WHERE id = $1", [id])
  for (const origin of ['https://evil.example', 'null', undefined]) {
    const { origin: _own, ...headers } = sent.headers
    const answer = await sendAction(page, { ...sent, headers: { ...headers, ...(origin && { origin }) } })
    expect(answer.status, String(origin)).toBe(403)
  }
  expect(await keysOf(customer)).toMatchObject([{ status: 'active' }])
})
