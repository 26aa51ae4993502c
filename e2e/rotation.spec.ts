import { confirmByCode } from './support/confirm-by-code'
import { giveKey } from './support/give-keys'
import { grantCertificate } from './support/grant-certificate'
import { otpDialog, refusal, secretDialog } from './support/key-form'
import { sql } from './support/sql'
import { expect, test } from './support/test'

const secretFormat = /sgs_[1-9A-HJ-NP-Za-km-z]{40,52}/

const secretsOf = (id: string) =>
  sql<{ place: string; hours: number | null; hash: string }>(
    `SELECT place::text, round(extract(epoch FROM valid_before - now()) / 3600)::int AS hours,
       encode(secret_hash, 'hex') AS hash FROM api_key_secret WHERE api_key_id = $1 ORDER BY place`,
    [id],
  )

test('a new secret beside the old one, which is then ended; another tab is told that it came late', async ({
  page,
  customer,
}) => {
  await grantCertificate(customer)
  const id = await giveKey(customer)
  const [before] = await secretsOf(id)
  await page.goto(`/keys/${id}`)
  const other = await page.context().newPage()
  await other.goto(`/keys/${id}`)

  await page.getByText('New secret…').click()
  await page.getByLabel('The old one goes on working').selectOption('For 12 hours')
  await page.getByRole('button', { name: 'Give it a new secret' }).click()
  await expect(otpDialog(page)).toContainText('confirms the new secret')
  await confirmByCode(page, customer)
  const secret = (await secretDialog(page).getByText(secretFormat).textContent()) ?? ''
  expect(await secretsOf(id)).toEqual([
    { place: 'current', hours: null, hash: expect.not.stringMatching(before?.hash ?? '') },
    { place: 'previous', hours: 12, hash: before?.hash },
  ])
  await secretDialog(page).getByRole('button', { name: 'I have stored it' }).click()
  await expect(secretDialog(page)).toHaveCount(0)
  await expect(page.getByText(/^The old secret works until/)).toBeVisible()
  await expect(page.getByText('Not used since the new one was made.')).toBeVisible()
  await expect(page.getByText('New secret; the old one ends after 12 hours')).toBeVisible()
  await expect(page.getByText('Secret never confirmed')).toHaveCount(0)
  expect(await page.content()).not.toContain(secret)

  await other.getByText('New secret…').click()
  await other.getByRole('button', { name: 'Give it a new secret' }).click()
  await expect(refusal(other)).toContainText('This key was changed meanwhile')
  expect(await secretsOf(id)).toHaveLength(2)

  await page.getByRole('button', { name: 'End the old secret now' }).click()
  await expect(page.getByText(/^The old secret works until/)).toHaveCount(0)
  expect(await secretsOf(id)).toMatchObject([{ place: 'current' }])
})

test('renewing sets a later last day and nothing else', async ({ page, customer }) => {
  await grantCertificate(customer)
  const validBefore = new Date(Date.now() + 5 * 86_400_000)
  const id = await giveKey(customer, { addresses: ['192.0.2.1'], validBefore })
  await page.goto(`/keys/${id}`)
  await page.getByLabel('New last day').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Renew this key' }).click()
  await confirmByCode(page, customer)
  await expect(page.getByText('Changed: last day (it can do more than before)')).toBeVisible()
  const [row] = await sql<{ days: number; addresses: string[]; name: string }>(
    'SELECT round(extract(epoch FROM valid_before - now()) / 86400)::int AS days, addresses, name FROM api_key WHERE id = $1',
    [id],
  )
  expect(row).toMatchObject({ addresses: ['192.0.2.1'], name: 'Rebalancer' })
  expect(row?.days).toBeGreaterThan(85)
})
