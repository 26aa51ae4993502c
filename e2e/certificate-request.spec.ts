import { cookieNames } from '@/lib/server/cookie-names'
import { csrText, newKey, publicKeyText } from '@/test/apply'
import { badCsrs } from '@/test/bad-csrs'
import { base64 } from '@/test/csr-corpus/parts'
import { grantCertificate } from './support/grant-certificate'
import { newCustomer } from './support/new-customer'
import { outboxCode } from './support/outbox-code'
import { outcomeOf, post } from './support/post-action'
import { sql } from './support/sql'
import { expect, test } from './support/test'

const actions = 'app/(portal)/certificates/apply/actions.ts'
const issueAction = `${actions} issueCertificateAction`

/** One of each kind: text, size, encoding, structure, key, algorithm, signature. */
const chosen = [
  'nothing',
  'a sentence',
  'a private key',
  'a request of 9 KiB',
  'trailing bytes',
  'BER of indefinite length',
  'RSA-1024',
  'P-521',
  'ECDSA with SHA-1',
  'a wrong signature',
]

test('a bad request is refused by its rule and leaves the right code unspent', async ({ page }) => {
  const customer = await newCustomer()
  const cookie = `${cookieNames.session}=${customer.sessionToken}`
  const key = newKey()
  const fields = { publicKey: publicKeyText(key), channel: 'sms' }
  const sent = await post(`${actions} requestCertificateAction`, fields, cookie)
  const stepUpId = /"stepUpId":"([0-9a-f-]{36})"/.exec(sent.text)?.[1] ?? ''
  const stepUpCode = await outboxCode(page, customer)
  const challenge = () =>
    sql<{ attempts: number; consumed_at: Date | null }>(
      'SELECT attempts, consumed_at FROM otp_challenge WHERE customer_id = $1',
      [customer.customerId],
    )

  for (const what of chosen)
    await test.step(what, async () => {
      const [, rule, bad = ''] = badCsrs.find(([name]) => name === what) ?? []
      const csr = typeof bad === 'string' ? bad : base64(bad)
      expect(rule).toBeDefined()
      const answer = await post(issueAction, { stepUpId, stepUpCode, csr }, cookie)
      expect(outcomeOf(answer)).toBe('csr_refused')
      expect(await challenge()).toEqual([{ attempts: 0, consumed_at: null }])
      const [event] = await sql<{ reason: string; rule: string }>(
        `SELECT detail ->> 'reason' AS reason, detail ->> 'rule' AS rule FROM audit_event
         WHERE customer_id = $1 AND action = 'certificate.refused' ORDER BY id DESC LIMIT 1`,
        [customer.customerId],
      )
      expect(event).toEqual({ reason: 'csr_refused', rule })
    })

  const answer = await post(issueAction, { stepUpId, stepUpCode, csr: csrText(key) }, cookie)
  expect(outcomeOf(answer)).toBe('ok')
  expect(await sql('SELECT status FROM certificate WHERE customer_id = $1', [customer.customerId])).toEqual([
    { status: 'issued' },
  ])
})

test('as many certificates as there may be: the page says when one ends, and lets one be ended', async ({
  openBrowser,
}) => {
  const customer = await newCustomer()
  for (let count = 0; count < 3; count++) await grantCertificate(customer)
  await sql(
    `UPDATE certificate SET not_after = '2099-03-04T05:06:00Z' WHERE id =
       (SELECT id FROM certificate WHERE customer_id = $1 ORDER BY id LIMIT 1)`,
    [customer.customerId],
  )
  await sql(
    "UPDATE certificate SET not_after = '2099-12-31T00:00:00Z' WHERE customer_id = $1 AND not_after < '2099-01-01'",
    [customer.customerId],
  )
  const page = await openBrowser({ as: customer })
  await page.goto('/certificates/apply')
  await expect(page.getByText(/The first of them ends on .*2099.* Revoke one/)).toContainText('Mar')
  await expect(page.getByRole('button', { name: 'Begin' })).toHaveCount(0)
  const revoke = page.getByRole('link', { name: /^Revoke… certificate/ })
  await expect(revoke).toHaveCount(3)
  await revoke.first().click()
  await expect(page.getByText('You then have 2 other valid certificates')).toBeVisible()
  await page.getByRole('radio', { name: 'I have another one' }).check()
  await page.getByRole('button', { name: 'Revoke for good' }).click()
  await expect(page.getByText('Another certificate took its place')).toBeVisible()
  await page.getByRole('link', { name: 'Apply for a certificate' }).click()
  await expect(page.getByRole('button', { name: 'Begin' })).toBeVisible()
})

test('a refused request in the wizard is told without its rule, and begins again with a new key', async ({
  openBrowser,
}) => {
  const customer = await newCustomer()
  const page = await openBrowser({ as: customer })
  await page.goto('/certificates/apply')
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('button', { name: 'Send the code' }).click()
  await page.getByLabel('One-time password').fill('000000')
  await page.locator('input[name=csr]').evaluate((field: HTMLInputElement) => {
    field.value = 'MAA='
  })
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('could not be issued for the key that this browser made')).toBeVisible()
  await expect(page.getByText(/PKCS|DER|base64/)).toHaveCount(0)
  await page.getByRole('button', { name: 'Start again' }).click()
  await expect(page.getByRole('button', { name: 'Send the code' })).toBeVisible()
})

test('a key store that opens but can not be used is told, and no code is sent', async ({ openBrowser }) => {
  const customer = await newCustomer()
  const page = await openBrowser({ as: customer })
  await page.goto('/security')
  // As another program, or a half-done upgrade, may leave it: the right name and version, without its store.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open('signet', 1)
        request.onsuccess = () => {
          request.result.close()
          resolve()
        }
      }),
  )
  await page.goto('/certificates/apply')
  await expect(page.getByText('does not let the page store anything')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Begin' })).toHaveAttribute('aria-disabled', 'true')
})
