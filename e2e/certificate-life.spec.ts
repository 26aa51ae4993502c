import type { Page } from '@playwright/test'
import { cookieNames } from '@/lib/server/cookie-names'
import type { TestCustomer } from '@/test/customer'
import { applyForCertificate } from './support/apply-for-certificate'
import { letEndIn } from './support/give-certificates'
import { giveKey } from './support/give-keys'
import { grantCertificate } from './support/grant-certificate'
import { newCustomer } from './support/new-customer'
import { messagesTo } from './support/outbox-code'
import { outcomeOf, post } from './support/post-action'
import { sql } from './support/sql'
import { storedKeys } from './support/stored-keys'
import { expect, test } from './support/test'

const cardOf = (page: Page, id: string) => page.locator(`[aria-labelledby="certificate-${id}"]`)

async function newest(customer: TestCustomer): Promise<string> {
  const [row] = await sql<{ id: string }>(
    'SELECT id FROM certificate WHERE customer_id = $1 ORDER BY created_at DESC LIMIT 1',
    [customer.customerId],
  )
  return row?.id ?? ''
}

/** The code that came by SMS: one by e-mail, for another key, came before it. */
async function renewalCode(page: Page, { phone }: TestCustomer): Promise<string> {
  let code: string | undefined
  await expect(async () => {
    const sent = await messagesTo(page, { phone, email: '' })
    code = sent.find(({ template }) => template === 'otp_certificate_renew')?.code
    expect(code).toBeDefined()
  }).toPass({ timeout: 10_000 })
  return code ?? ''
}

/** As if the answer with the certificate had never reached this browser: its keys have no certificate yet. */
async function forgetNames(): Promise<void> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve) => {
      request.onsuccess = () => resolve(request.result)
    })
  const database = await done(indexedDB.open('signet'))
  const store = () => database.transaction('keys', 'readwrite').objectStore('keys')
  for (const key of await done(store().getAll()))
    await done(store().put({ ...key, certificateId: null, serialNumber: null }))
  database.close()
}

/** Ends the wizard without a file. */
async function endWithoutFile(page: Page): Promise<void> {
  page.once('dialog', (question) => question.accept())
  await page.getByRole('button', { name: 'Go on without a file' }).click()
  await expect(page.getByRole('heading', { name: 'Your certificate is ready' })).toBeVisible()
}

test('a certificate is renewed, works beside the new one, and is revoked by its holder', async ({
  page,
  customer,
}) => {
  // Two more, so that this one is the last that may be had: the wizard must stay all the same.
  for (let count = 0; count < 2; count++) await grantCertificate(customer)
  await giveKey(customer)
  await page.goto('/certificates/apply')
  await applyForCertificate(page, customer)
  await endWithoutFile(page)
  const old = await newest(customer)
  await page.goto(`/certificates/${old}/renew`)
  await expect(page.getByText(/can be renewed from .* on/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Begin' })).toHaveCount(0)
  await letEndIn(old, 12)

  await test.step('home says so, and leads there', async () => {
    await page.goto('/')
    const next = page.getByRole('region', { name: 'Renew your certificate' })
    await expect(next.getByText('12 days left')).toBeVisible()
    await next.getByRole('link', { name: 'Renew' }).click()
    await expect(page).toHaveURL(`/certificates/${old}/renew`)
    await expect(page.getByText('7 days with both')).toBeVisible()
  })

  await test.step('left half way, nothing is half done', async () => {
    await page.getByRole('button', { name: 'Begin' }).click()
    await page.getByRole('radio', { name: 'E-mail' }).check()
    await page.getByRole('button', { name: 'Send the code' }).click()
    await expect(page.getByLabel('One-time password')).toBeVisible()
    await page.reload()
    await expect(page.getByRole('heading', { name: 'An application is unfinished' })).toBeVisible()
    expect(await sql('SELECT 1 FROM certificate WHERE renews_id = $1', [old])).toEqual([])
    expect(await storedKeys(page)).toHaveLength(2)
  })

  await test.step('begun anew and brought to its end', async () => {
    await page.getByRole('button', { name: 'Start again with a new key' }).click()
    await page.getByRole('radio', { name: 'SMS' }).check()
    await page.getByRole('button', { name: 'Send the code' }).click()
    const code = page.getByLabel('One-time password')
    await expect(code).toBeVisible()
    await code.fill(await renewalCode(page, customer))
    await page.getByRole('button', { name: 'Confirm' }).click()
    await endWithoutFile(page)
    await expect(page.getByText('The old one goes on working for 7 days')).toBeVisible()
    expect(await storedKeys(page)).toHaveLength(2)
    await page.getByRole('link', { name: 'See my certificates' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Certificates' })).toBeVisible()
  })

  const made = await newest(customer)
  await test.step('an answer that was lost on its way is made up for', async () => {
    await page.evaluate(forgetNames)
    await page.goto(`/certificates/${old}/renew`)
    await expect(page.getByText('the two now belong together')).toBeVisible()
  })

  await test.step('the list says which is which', async () => {
    await page.goto('/certificates')
    await expect(cardOf(page, made).getByText('Valid', { exact: true })).toBeVisible()
    await expect(cardOf(page, made).getByText('In this browser; it cannot')).toBeVisible()
    await expect(cardOf(page, old).getByText('Replaced', { exact: true })).toBeVisible()
    await expect(cardOf(page, old).getByRole('link', { name: /^Renew/ })).toHaveCount(0)
    await page.goto(`/certificates/${old}/renew`)
    await expect(page.getByText('This certificate was renewed already')).toBeVisible()
    await page.getByRole('link', { name: 'To the new certificate' }).click()
    await expect(page).toHaveURL(`/certificates/${made}`)
  })

  await test.step('revoking says what will happen, wants a reason, and forgets the key', async () => {
    await page.goto('/certificates')
    await cardOf(page, old)
      .getByRole('link', { name: /^Revoke/ })
      .click()
    await expect(page.getByText('You then have 3 other valid certificates,')).toBeVisible()
    await page.getByRole('button', { name: 'Revoke for good' }).click()
    await expect(page.getByText('Choose why the certificate is revoked.')).toBeVisible()
    await page.getByRole('radio', { name: 'Somebody else may have the key' }).check()
    await page.getByRole('button', { name: 'Revoke for good' }).click()
    await expect(page).toHaveURL(`/certificates/${old}`)
    await expect(page.getByText('The key that this browser kept for it was deleted.')).toBeVisible()
    await expect(page.getByText('Somebody else may have had the key')).toBeVisible()
    expect(await storedKeys(page)).toHaveLength(1)
    await expect
      .poll(async () => (await messagesTo(page, customer)).map(({ template }) => template), {
        timeout: 20_000,
      })
      .toEqual(expect.arrayContaining(['certificate_renewed', 'certificate_revoked']))
  })

  await test.step('twice is told, on the page and by the act', async () => {
    await page.goto(`/certificates/${old}/revoke`)
    await expect(page.getByText(/This certificate was revoked on .*nothing more to do/)).toBeVisible()
    const action = 'app/(portal)/certificates/[id]/revoke/actions.ts revokeCertificateAction'
    const cookie = `${cookieNames.session}=${customer.sessionToken}`
    const again = await post(action, { id: old, revokedFor: 'superseded' }, cookie)
    expect(outcomeOf(again)).toBe('certificate_already_revoked')
    const staffs = await post(action, { id: made, revokedFor: 'privilegeWithdrawn' }, cookie)
    expect(outcomeOf(staffs)).toBe('invalid_input')
  })

  await test.step('a browser that cleared its data, or lets nothing be read, is told what that means', async () => {
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          indexedDB.deleteDatabase('signet').onsuccess = resolve
        }),
    )
    await page.goto(`/certificates/${made}`)
    await expect(page.getByText('the browser has cleared its data since')).toBeVisible()
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('denied', 'SecurityError')
      }
    })
    await page.reload()
    await expect(page.getByText('or allow this site to store data')).toBeVisible()
  })
})

test('a certificate is revoked without script', async ({ openBrowser }) => {
  const customer = await newCustomer()
  const { id } = await grantCertificate(customer)
  const page = await openBrowser({ as: customer, javaScriptEnabled: false })
  await page.goto(`/certificates/${id}/revoke`)
  await expect(page.getByText('You then have no valid certificate')).toBeVisible()
  await page.getByRole('radio', { name: 'I no longer need it' }).check()
  await page.getByRole('button', { name: 'Revoke for good' }).click()
  await expect(page.getByText('It was no longer needed')).toBeVisible()
  await page.goto('/certificates')
  await expect(page.getByText('1 certificate that no longer counts')).toBeVisible()
})
