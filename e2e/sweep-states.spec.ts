import type { Page } from '@playwright/test'
import { translate } from '@/lib/i18n/messages'
import { counter } from '@/lib/identity/throttle'
import { cookieNames } from '@/lib/server/cookie-names'
import type { TestCustomer } from '@/test/customer'
import { giveCertificates } from './support/give-certificates'
import { giveKey } from './support/give-keys'
import { givePassword, password } from './support/give-password'
import { giveUsage } from './support/give-usage'
import { grantCertificate } from './support/grant-certificate'
import { newCustomer } from './support/new-customer'
import { outboxCode } from './support/outbox-code'
import { sql } from './support/sql'
import { bringCookie, expect, test } from './support/test'
import { expectWellMade } from './support/well-made'

/** What pages look like only after something was done in them: the sweep of pages as they open does not see it. */
const looks = [
  { locale: 'en', colorScheme: 'light' },
  { locale: 'zh-TW', colorScheme: 'dark' },
] as const

test.use({ signedIn: false })

for (const { locale, colorScheme } of looks) {
  const say = {
    signIn: translate(locale, 'signIn'),
    certificates: translate(locale, 'certificates'),
    keys: translate(locale, 'keys'),
    stepUp: translate(locale, 'stepUp'),
  }
  const look = (page: Page, state: string) =>
    test.step(state, async () => {
      // What the bar at the top half covers would be too small a target.
      await page.evaluate(() => scrollTo(0, 0))
      await expectWellMade(page, `${locale}, ${colorScheme}: ${state}`, {
        file: `state-${state.replaceAll(' ', '-')}-${locale}-${colorScheme}`,
      })
    })
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
  const code = (page: Page) => page.locator('input[autocomplete=one-time-code]')

  test(`states of signing in, in ${locale}, ${colorScheme}`, async ({ openBrowser }) => {
    const customer = await newCustomer({ locale })
    await givePassword(customer)
    const page = await openBrowser({ locale, colorScheme })
    await page.goto('/sign-in')
    await press(page, say.signIn('form_submit'))
    await expect(page.locator('[aria-invalid=true]').first()).toBeVisible()
    await look(page, 'sign-in refused')

    await sql(`INSERT INTO sign_in_throttle (scope, subject, failures) VALUES ('account', $1, 9)`, [
      counter('account', customer.nationalId).subject,
    ])
    await signIn(page, customer, 'not the right one')
    await expect(page.getByText(translate(locale, 'errors')('credentials_refused'))).toBeVisible()
    await signIn(page, customer, password)
    await page.getByRole('radio').first().check()
    await look(page, 'sign-in by code')
    await press(page, say.signIn('form_send'))
    await expect(code(page)).toBeVisible()
    await look(page, 'sign-in code sent')
  })

  test(`states of an application, in ${locale}, ${colorScheme}`, async ({ openBrowser }) => {
    const customer = await newCustomer({ locale })
    const page = await openBrowser({ locale, colorScheme, as: customer })
    await page.goto('/certificates/apply')
    await press(page, say.certificates('apply_next'))
    await page.getByRole('radio').first().check()
    await look(page, 'application channel')
    await press(page, say.certificates('apply_send'))
    await code(page).fill('000000')
    await look(page, 'application code')
    await code(page).fill(await outboxCode(page, customer))
    await press(page, say.certificates('apply_confirm'))
    await expect(page.getByRole('heading', { name: say.certificates('export_title') })).toBeVisible()
    await look(page, 'application file')
    await page.locator('#password-generated').check()
    await page.locator('#backup').check()
    await press(page, say.certificates('export_make'))
    await expect(page.getByRole('button', { name: say.certificates('export_end'), exact: true })).toBeVisible(
      {
        timeout: 60_000,
      },
    )
    await look(page, 'application file saved')
    await press(page, say.certificates('export_end'))
    await expect(page.getByRole('heading', { name: say.certificates('apply_done_title') })).toBeVisible()
    await look(page, 'application done')

    await page.goto('/certificates')
    await page.getByRole('main').getByRole('heading', { level: 2 }).getByRole('link').click()
    await expect(page.locator('#backupPassword')).toBeVisible()
    await page.locator('#backupPassword').fill('wrong')
    await press(page, say.certificates('export_make'))
    await expect(page.locator('[aria-invalid=true]')).toBeVisible({ timeout: 60_000 })
    await look(page, 'file again')
    page.on('dialog', (question) => question.accept())
    await press(page, say.certificates('again_delete'))
    await expect(page.getByText(say.certificates('again_deleted'))).toBeVisible()
    await page.reload()
    await expect(page.getByText(say.certificates('again_none'))).toBeVisible()
    await look(page, 'file never again')
  })

  test(`states of the signature page, in ${locale}, ${colorScheme}`, async ({ openBrowser }) => {
    const customer = await newCustomer({ locale })
    const key = await giveKey(customer)
    await giveUsage(key)
    const page = await openBrowser({ locale, colorScheme, as: customer })
    await page.goto(`/keys/${key}`)
    await page.locator('summary', { hasText: translate(locale, 'usage')('numbers') }).click()
    await look(page, 'usage in numbers')
    await page.goto(`/keys/${key}/signature`)
    await page.locator('#target').fill('/v1/orders?symbol=2330')
    await page.locator('#timestamp').fill('1700000000123')
    await page.locator('#signed').fill('1700000000123\\nGET\\n/v1/orders')
    await page.locator('#signature').fill('c2lnbmF0dXJl')
    await press(page, translate(locale, 'signature')('submit'))
    await expect(page.locator('mark').first()).toBeVisible()
    await look(page, 'signature compared')
    await page.locator('#body').fill('sgs_0123456789abcdef')
    await press(page, translate(locale, 'signature')('submit'))
    await expect(page.locator('#body[aria-invalid=true]')).toBeVisible()
    await look(page, 'secret pasted')
  })

  test(`states of certificates, in ${locale}, ${colorScheme}`, async ({ openBrowser }) => {
    const customer = await newCustomer({ locale })
    const { ending } = await giveCertificates(customer)
    const page = await openBrowser({ locale, colorScheme, as: customer })
    await page.goto('/certificates')
    await page.locator('summary').click()
    await look(page, 'certificates of every kind')
    await page.goto('/certificates/apply')
    await look(page, 'as many certificates as may be')
    await page.goto(`/certificates/${ending}/renew`)
    await expect(page.getByRole('button', { name: say.certificates('apply_next') })).toBeVisible()
    await look(page, 'renewal')
    await page.goto(`/certificates/${ending}/revoke`)
    await press(page, say.certificates('revoke_confirm'))
    await expect(page.getByText(translate(locale, 'errors')('revocation_reason_required'))).toBeVisible()
    await look(page, 'revocation refused')
    await page.locator('#why-keyCompromise').check()
    await press(page, say.certificates('revoke_confirm'))
    await expect(page).toHaveURL(`/certificates/${ending}`)
    await look(page, 'certificate revoked')
  })

  test(`states of a key, in ${locale}, ${colorScheme}`, async ({ openBrowser, baseURL }) => {
    const customer = await newCustomer({ locale })
    await grantCertificate(customer)
    const page = await openBrowser({ locale, colorScheme, as: customer })
    await page.goto('/keys/new')
    await page.locator('#addresses').fill('010.0.0.1, 192.0.2.1/24, 198.51.100.7')
    await press(page, say.keys('form_create'))
    await expect(page.locator('[aria-invalid=true]').first()).toBeVisible()
    await look(page, 'key refused')

    await page.goto('/keys/new')
    await page.locator('#name').fill('Rebalancer')
    await page.getByRole('checkbox').first().check()
    await press(page, say.keys('form_create'))
    const dialog = page.getByRole('dialog')
    await expect(dialog).toBeVisible()
    await look(page, 'key confirmation')
    await dialog.getByRole('button', { name: /SMS|簡訊/ }).click()
    await expect(code(page)).toBeVisible()
    await look(page, 'key code')
    await code(page).fill(await outboxCode(page, customer))
    await press(page, say.stepUp('confirm'))
    await expect(
      page.getByRole('dialog', { name: say.keys('secret_title', { which: 'secret' }) }),
    ).toBeVisible()
    await look(page, 'key secret')

    page.on('dialog', (question) => question.accept())
    await page.goto('/keys/new')
    await page.locator('#kind-pair').check()
    await page.locator('.of-pair > summary').click()
    await page.locator('#credential > details > summary').last().click()
    await page.locator('#dialect').selectOption('okx')
    await expect(page.locator('#passphrase')).toBeVisible()
    await look(page, 'key credential')

    const rotated = await giveKey(customer, { name: 'Rotated', validBefore: new Date(Date.now() + 864e6) })
    await sql(
      `INSERT INTO api_key_secret (api_key_id, place, secret_hash, valid_before, last_used_at)
       VALUES ($1, 'previous', '\\x00', now() + interval '9 hours', now())`,
      [rotated],
    )
    await page.goto(`/keys/${rotated}`)
    await page.locator('section details > summary').first().click()
    await look(page, 'key rotated')

    const ended = new Date(Date.now() - 86_400_000)
    for (const [state, key] of Object.entries({
      inactive: await giveKey(customer, { name: 'Switched off', status: 'inactive' }),
      ended: await giveKey(customer, { name: 'Ended', validBefore: ended }),
      unconfirmed: await giveKey(customer, { name: 'Not stored', confirmed: false }),
    })) {
      await page.goto(`/keys/${key}`)
      await look(page, `key ${state}`)
    }

    await bringCookie(page, cookieNames.unconfirmed, '1', baseURL ?? '')
    await page.goto('/keys')
    const common = translate(locale, 'common')
    await expect(page.getByText(common('saved_unconfirmed'))).toBeVisible()
    await look(page, 'saved but not confirmed')
    await press(page, common('understood'))
    await expect(page.getByText(common('saved_unconfirmed'))).toBeHidden()
  })

  test(`states without a certificate, in ${locale}, ${colorScheme}`, async ({ openBrowser }) => {
    const customer = await newCustomer({ locale })
    const { id } = await grantCertificate(customer)
    const key = await giveKey(customer, { name: 'Rebalancer' })
    const page = await openBrowser({ locale, colorScheme, as: customer })
    const places = { home: '/', keys: '/keys', 'new key': '/keys/new', key: `/keys/${key}` }
    for (const [lost, change] of [
      ['ended', "not_after = now() - interval '1 day'"],
      ['revoked', "status = 'revoked', revoked_at = now(), revoked_for = 'keyCompromise'"],
    ] as const) {
      await sql(`UPDATE certificate SET ${change} WHERE id = $1`, [id])
      for (const [place, path] of Object.entries(places)) {
        await page.goto(path)
        await expect(page.getByRole('main').locator('a[href="/certificates/apply"]').first()).toBeVisible()
        await look(page, `${place} with a certificate ${lost}`)
      }
    }
  })

  async function signIn(page: Page, customer: TestCustomer, typed: string): Promise<void> {
    await page.locator('#nationalId').fill(customer.nationalId)
    await page.locator('#password').fill(typed)
    await press(page, say.signIn('form_submit'))
  }
}
