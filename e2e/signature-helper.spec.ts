import { createHash } from 'node:crypto'
import type { Page } from '@playwright/test'
import { newSecret } from '@/lib/keys/credentials'
import type { TestCustomer } from '@/test/customer'
import { giveKey } from './support/give-keys'
import { sendAction, takeDownAction } from './support/server-action'
import { sql } from './support/sql'
import { expect, test } from './support/test'

const none = createHash('sha256').update('').digest('hex')
const signed = `1700000000123\nGET\n/v1/orders\nsymbol=2330\n${none}`

async function open(page: Page, customer: TestCustomer): Promise<string> {
  const id = await giveKey(customer)
  await page.goto(`/keys/${id}/signature`)
  await page.getByLabel('Path and query').fill('/v1/orders?symbol=2330')
  await page.getByLabel('Time, as its header Signet-Timestamp had it').fill('1700000000123')
  return id
}

const compare = (page: Page) => page.getByRole('button', { name: 'Compare' }).click()
const result = (page: Page) => page.getByRole('region', { name: 'Result' })

test('a signature is explained: the same, another, and one without its form', async ({ page, customer }) => {
  await open(page, customer)
  await page.getByLabel('The text that it signed').fill(signed)
  await compare(page)
  await expect(result(page)).toContainText('The two texts are the same.')

  await page.getByLabel('The text that it signed').fill(signed.replace('/v1/orders\n', '/v1/order\n'))
  await page.getByLabel('The signature').fill('c2lnbmF0dXJl')
  await compare(page)
  await expect(result(page)).toContainText('They differ from byte 28 on, in the path.')
  await expect(result(page)).toContainText('The signature doesn’t have the form that the gateway takes.')
  await expect(result(page).locator('mark')).toHaveText(['s', /⏎/])
})

test('a secret that is pasted is refused, and neither it nor anything else is kept', async ({
  page,
  customer,
}) => {
  await open(page, customer)
  const secret = newSecret()
  await page.getByLabel('The text that it signed').fill(`${signed}\n${secret}`)
  const sent = await takeDownAction(page, () => compare(page))
  await expect(page.getByText('An API secret stands in here.')).toBeVisible()
  expect(sent.body).toContain(secret)
  expect((await sendAction(page, sent)).text).not.toContain(secret)
  const [{ found } = { found: -1 }] = await sql<{ found: number }>(
    `SELECT count(*)::int AS found FROM audit_event WHERE detail::text LIKE $1`,
    [`%${secret.slice(0, 12)}%`],
  )
  expect(found).toBe(0)
  expect(
    await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }])),
  ).not.toContain(secret)
})

test('it works before script', async ({ openBrowser, customer }) => {
  const page = await openBrowser({ as: customer, javaScriptEnabled: false })
  await open(page, customer)
  await page.getByLabel('The text that it signed').fill(signed)
  await compare(page)
  await expect(result(page)).toContainText('The two texts are the same.')
})
