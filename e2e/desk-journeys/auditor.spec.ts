import type { Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import { withReason } from '@/test/staff'
import { signInToDesk } from '../support/at-the-desk'
import { giveKey, keysOf } from '../support/give-keys'
import { grantCertificate } from '../support/grant-certificate'
import { newCustomer } from '../support/new-customer'
import { newStaff, signingInStaff } from '../support/staff'
import { expect, test } from '../support/test'

test.use({ signedIn: false })

test('auditor: reads everything, exports it, verifies it, and can change nothing', async ({ page }) => {
  const member = await signingInStaff('auditor')
  const customer = await newCustomer()
  const key = await giveKey(customer, { name: '=cmd|calc' })
  await grantCertificate(customer)
  const helper = withReason(await newStaff('support'), '=1+1', '+886-1')
  await deactivateKey(helper, { id: key, revision: 1 })
  await signInToDesk(page, member)

  await test.step('sees a customer, and no act', async () => {
    await expect(page.getByRole('heading', { level: 1, name: 'Desk' })).toBeVisible()
    for (const part of ['', '/keys', '/certificates', '/sessions', '/messages']) {
      await page.goto(`/admin/customers/${customer.customerId}${part}`)
      await expect(page.getByRole('heading', { level: 1, name: '王測試' })).toBeVisible()
      const buttons = await page.locator('main').getByRole('button').allTextContents()
      // To see the whole ID with a reason is reading, and on record.
      expect(buttons).toEqual(part ? [] : ['Show the whole national ID'])
    }
    await page.goto(`/admin/staff/${helper.staffId}`)
    await expect(page.getByRole('heading', { level: 1, name: helper.name })).toBeVisible()
    await expect(page.locator('main').getByRole('button')).toHaveCount(0)
  })

  await test.step('narrows the record to one customer’s keys', async () => {
    await page.getByRole('link', { name: 'Audit', exact: true }).click()
    await page.getByLabel('Customer', { exact: true }).fill(customer.accountId)
    await page.getByLabel('What', { exact: true }).selectOption({ label: 'API keys' })
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await expect(page).toHaveURL(/\/admin\/audit\?.*whom=/)
    const row = page.getByRole('row').filter({ hasText: 'API key “=cmd|calc” deactivated' })
    await expect(row).toContainText(`${helper.name}, support`)
    await expect(row).toContainText('Why: =1+1')
    await expect(row).toContainText('Ticket +886-1')
    await expect(page.getByRole('row')).toHaveCount(2)
  })

  await test.step('takes it away as a table that no spreadsheet runs, and as lines of JSON', async () => {
    const [event, ...more] = parse(await download(page, 'Export CSV'), {
      bom: true,
      columns: true,
    }) as Record<string, string>[]
    expect(more).toEqual([])
    expect(event).toMatchObject({
      action: 'key.deactivated',
      actor: helper.email,
      role: 'support',
      customer: customer.accountId,
      object_id: key,
      reason: "'=1+1",
      ticket: "'+886-1",
    })
    for (const cell of Object.values(event ?? {})) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
    const lines = (await download(page, 'Export JSON Lines')).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        id: event?.id,
        action: 'key.deactivated',
        detail: { name: '=cmd|calc', staffReason: '=1+1', ticket: '+886-1' },
      },
    ])
  })

  await test.step('is told of a filter that can’t be read, and gets nothing by it', async () => {
    await page.goto('/admin/audit?whom=x&from=2026-13-45&who=staff')
    await expect(page.locator('main')).toContainText('Not understood: “Customer”, “From”.')
    await expect(page.getByLabel('Who did it')).toHaveValue('staff')
    await expect(page.getByRole('table')).toHaveCount(0)
    await expect(page.getByRole('link', { name: /^Export/ })).toHaveCount(0)
    for (const format of ['csv', 'jsonl'])
      for (const query of ['whom=x', 'from=2026-13-45', 'what=keys&what=staff', 'fom=2026-01-01']) {
        const answer = await page.request.get(`/admin/audit/export.${format}?${query}`)
        expect(answer.status()).toBe(400)
        expect(await answer.text()).toMatch(/^Not understood: [^\n]+\n$/)
      }
  })

  await test.step('the chain is whole, and that it was asked is on record', async () => {
    await page.getByRole('button', { name: 'Verify the chain' }).click()
    await expect(page.getByText('The audit chain is whole.')).toBeVisible({ timeout: 60_000 })
    await page.goto(`/admin/audit?who=${member.staffId}`)
    for (const done of [
      'The audit record was exported as CSV: 1 event',
      'The audit chain was verified: it is whole',
    ])
      await expect(page.getByRole('row').filter({ hasText: done }).first()).toBeVisible()
  })
  expect((await keysOf(customer))[0]).toMatchObject({ status: 'inactive', revision: 2 })
})

async function download(page: Page, link: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: link, exact: true }).click(),
  ])
  return Buffer.concat(await (await file.createReadStream()).toArray()).toString('utf8')
}
