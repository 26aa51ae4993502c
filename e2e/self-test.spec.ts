import type { Page } from '@playwright/test'
import { startSelfTest } from '@/lib/certificates/self-test/start-self-test'
import { translate } from '@/lib/i18n/messages'
import { cookieNames } from '@/lib/server/cookie-names'
import { newKey, publicKeyText } from '@/test/apply'
import { breakKeyStore, holdKey } from './support/hold-key'
import { newCustomer } from './support/new-customer'
import { outcomeOf, post } from './support/post-action'
import { sql } from './support/sql'
import { newStaff } from './support/staff'
import { expect, test } from './support/test'
import { expectWellMade } from './support/well-made'

const looks = [
  { locale: 'en', colorScheme: 'light' },
  { locale: 'zh-TW', colorScheme: 'dark' },
] as const

test.use({ signedIn: false })

for (const { locale, colorScheme } of looks)
  test(`each verdict of a test, in ${locale}, ${colorScheme}`, async ({ openBrowser }) => {
    const say = translate(locale, 'selfTest')
    const customer = await newCustomer({ locale })
    const page = await openBrowser({ locale, colorScheme, as: customer })
    await page.goto('/certificates/test')

    /** Runs the test. @returns the code for support */
    async function expectVerdict(verdict: Parameters<typeof say>[0]): Promise<string> {
      return test.step(verdict, async () => {
        const status = page.getByRole('main').getByRole('status').first()
        await page.getByRole('button', { name: new RegExp(`^(${say('start')}|${say('again')})$`) }).click()
        await expect(status.getByText(say(verdict), { exact: true })).toBeVisible()
        const file = `state-self-test-${verdict}-${locale}-${colorScheme}`
        await expectWellMade(page, `${locale}, ${colorScheme}: ${verdict}`, { file })
        return (await status.locator('output').textContent()) ?? ''
      })
    }

    await expectVerdict('verdict_no_key_here')
    const { id } = await holdKey(page, customer)
    await page.reload()
    const code = await expectVerdict('verdict_ok')
    await expectFoundAtDesk(await openBrowser({ staff: await newStaff('support', 'en') }), code)

    await page.clock.setSystemTime(Date.now() + 20 * 60_000)
    await expectVerdict('verdict_clock_off')
    await page.clock.setSystemTime(Date.now())

    const change = (values: string) => sql(`UPDATE certificate SET ${values} WHERE id = '${id}'`, [])
    const [{ der, key } = { der: '', key: '' }] = await sql<{ der: string; key: string }>(
      `SELECT encode(der, 'hex') AS der, encode(public_key_der, 'hex') AS key FROM certificate WHERE id = $1`,
      [id],
    )
    await change(`public_key_der = decode('${publicKeyText(newKey())}', 'base64')`)
    await expectVerdict('verdict_wrong_key')
    await change(`public_key_der = decode('${key}', 'hex'), der = decode('${der.slice(0, -2)}00', 'hex')`)
    await expectVerdict('verdict_ca_unknown')
    await change(`der = decode('${der}', 'hex'), not_after = now() - interval '1 day'`)
    await expectVerdict('verdict_expired')
    await change(`status = 'revoked', revoked_at = now(), revoked_for = 'keyCompromise'`)
    await expectVerdict('verdict_revoked')
    await breakKeyStore(page)
    await expectVerdict('verdict_store_unreadable')
  })

async function expectFoundAtDesk(desk: Page, code: string): Promise<void> {
  expect(code).toMatch(/^TST-/)
  await desk.goto(`/admin?search=${code.toLowerCase()}`)
  // The only thing found: the desk leads there at once.
  await expect(desk).toHaveURL(/customers/)
  await expect(desk.getByText(`Certificate test ${code}: in order`)).toBeVisible()
}

test('a test is finished by whoever opened it, and by nobody else', async () => {
  const [owner, stranger] = [await newCustomer(), await newCustomer()]
  const { id } = await startSelfTest(owner)
  const finish = 'app/(portal)/certificates/test/actions.ts finishSelfTestAction'
  const answer = { id, store: 'readable', signatures: '', browserTime: new Date().toISOString() }
  const cookie = ({ sessionToken }: { sessionToken: string }) => `${cookieNames.session}=${sessionToken}`
  expect(outcomeOf(await post(finish, answer, ''))).toBe('signed_out')
  expect(outcomeOf(await post(finish, answer, cookie(stranger)))).toBe('not_found')
  expect(outcomeOf(await post(finish, { ...answer, signatures: 'x' }, cookie(owner)))).toBe('invalid_input')
  expect(await sql('SELECT code, finished_at FROM self_test WHERE id = $1', [id])).toEqual([
    { code: null, finished_at: null },
  ])
  expect(outcomeOf(await post(finish, answer, cookie(owner)))).toBe('ok')
  expect(outcomeOf(await post(finish, answer, cookie(owner)))).toBe('self_test_over')
})
