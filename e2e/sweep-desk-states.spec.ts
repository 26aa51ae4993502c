import type { Page } from '@playwright/test'
import { translate } from '@/lib/i18n/messages'
import { randomNationalId } from '@/test/national-id'
import { furnishDesk } from './support/furnish-desk'
import { sql } from './support/sql'
import { signingInStaff } from './support/staff'
import { expect, test } from './support/test'
import { expectWellMade } from './support/well-made'

/** What pages of the desk look like only after something was done in them. */
const looks = [
  { locale: 'en', colorScheme: 'light' },
  { locale: 'zh-TW', colorScheme: 'dark' },
] as const

for (const { locale, colorScheme } of looks) {
  const say = {
    acts: translate(locale, 'deskActs'),
    customer: translate(locale, 'deskCustomer'),
    audit: translate(locale, 'deskAudit'),
    imports: translate(locale, 'deskImport'),
    desk: translate(locale, 'desk'),
  }
  const look = (page: Page, state: string) =>
    test.step(state, () =>
      expectWellMade(page, `${locale}, ${colorScheme}: ${state}`, {
        file: `state-desk-${state.replaceAll(' ', '-')}-${locale}-${colorScheme}`,
      }),
    )
  /** Its name may go on, for who hears it. */
  const press = (page: Page, name: string) =>
    page
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .first()
      .click()

  test(`states of the desk's acts, in ${locale}, ${colorScheme}`, async ({ openBrowser }) => {
    const desk = await furnishDesk(locale)
    const page = await openBrowser({ locale, colorScheme, staff: desk.admin })
    const customer = `/admin/customers/${desk.busy}`
    const dialog = page.getByRole('dialog')

    await page.goto(customer)
    await press(page, say.acts('contact_label'))
    await expect(dialog).toBeVisible()
    await look(page, 'act')

    await page.goto(customer)
    await press(page, say.acts('suspend_label'))
    await expect(dialog).toBeVisible()
    await look(page, 'grave act')

    await page.goto(customer)
    await press(page, say.customer('reveal_show'))
    await expect(dialog).toBeVisible()
    await look(page, 'reveal')
    await dialog.locator('#reason').fill('The customer called us')
    await dialog.getByRole('button', { name: say.customer('reveal_confirm'), exact: true }).click()
    await expect(dialog.getByRole('heading', { name: say.customer('reveal_done') })).toBeVisible()
    await look(page, 'revealed')

    await page.goto('/admin')
    await page.locator('#search').fill('sgs_typed-by-mistake')
    await page.locator('#search').press('Enter')
    await expect(page.getByText(say.desk('search_hint_secret'))).toBeVisible()
    await look(page, 'search notice')
  })

  test(`states of the desk's pages, in ${locale}, ${colorScheme}`, async ({ openBrowser }) => {
    const admin = await signingInStaff('admin')
    await sql('UPDATE staff SET locale = $2 WHERE id = $1', [admin.staffId, locale])
    const page = await openBrowser({ locale, colorScheme, staff: admin })

    await page.goto('/admin/audit')
    await press(page, say.audit('chain_verify'))
    await expect(page.locator('#chain [role=status] .font-semibold')).toBeVisible({ timeout: 40_000 })
    await look(page, 'verdict')

    await page.goto('/admin/customers/import')
    const rows = [
      'name,national_id,email,phone,locale,nickname',
      `Good One,${randomNationalId()},good@example.com,0912345678,en,`,
      'Bad One,A000000000,no address,12,fr,',
      'too,short',
    ]
    const file = { name: '2026-11 新客戶.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n')) }
    await page.locator('#file').setInputFiles(file)
    await press(page, say.imports('form_check'))
    await expect(page).toHaveURL(/\/admin\/customers\/import\/[0-9a-f-]{36}$/)
    await expect(page.getByRole('row')).not.toHaveCount(0)
    await look(page, 'import checked')
    const id = page.url().split('/').at(-1)
    for (const status of ['paused', 'failed']) {
      await sql('UPDATE customer_import SET status = $2::import_status, halted_at = now() WHERE id = $1', [
        id,
        status,
      ])
      await page.reload()
      await expect(page.getByRole('button', { name: say.imports('resume') })).toBeVisible()
      await look(page, `import ${status}`)
    }

    await page.goto('/admin/account')
    await page.locator('#code').fill(admin.code())
    await page.locator('form:has(#code) button[type=submit]').click()
    await expect(page.locator('code')).toBeVisible()
    await look(page, 'recovery codes')
    page.on('dialog', (question) => question.accept())
  })
}
