import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { base32nopad } from '@scure/base'
import { cookieNames } from '@/lib/server/cookie-names'
import type { TestCustomer } from '@/test/customer'
import { randomNationalId } from '@/test/national-id'
import {
  act,
  activate,
  choosePassword,
  expectDone,
  knockAtDesk,
  outboxLink,
  tryAsCustomer,
} from './at-the-desk'
import { authenticatorCode } from './authenticator-code'
import { createButton, fillKeyForm, secretDialog } from './key-form'
import { keySecret, makeKeySecrets, storedSecret } from './make-key-secrets'
import { messagesTo, outboxCode } from './outbox-code'
import { expect } from './test'
import type { Secret } from './traces-of'

type Reachable = Pick<TestCustomer, 'email' | 'phone'>

const newPassword = () => `quiet herons ${randomUUID().slice(0, 13)}`

/** A code that stands for random bytes: in a cookie, in a one-time link. */
const token = (what: string, text: string): Secret => ({ what, text, bytes: Buffer.from(text, 'base64url') })
const tokenOf = (link: string) => new URL(link).searchParams.get('token') ?? ''

/** The session and the device of a browser that is signed in. */
async function cookieSecrets(page: Page, whose: string): Promise<Secret[]> {
  const cookies = await page.context().cookies()
  const found = cookies.filter(
    ({ name, value }) => Object.values<string>(cookieNames).includes(name) && value.length > 40,
  )
  expect(found.length, `the cookies of ${whose}`).toBeGreaterThanOrEqual(2)
  return found.map(({ name, value }) => token(`${name} of ${whose}`, value))
}

/** A new member of staff from the invitation to the desk. @returns who signed in on `page`, and what they know */
export async function becomeStaff(admin: Page, page: Page): Promise<{ staffId: string; secrets: Secret[] }> {
  const email = `keeper-${randomUUID().slice(0, 8)}@example.com`
  await admin.goto('/admin/staff/new')
  await admin.getByLabel('Name', { exact: true }).fill('Keeper')
  await admin.getByLabel('E-mail address').fill(email)
  await admin.getByRole('radio', { name: /^Security/ }).check()
  await admin.getByLabel('Why').fill('Begins on Monday')
  await admin.getByRole('button', { name: 'Add and send the link' }).click()
  await expect(admin).toHaveURL(/\/admin\/staff\/[0-9a-f-]{36}$/)
  const staffId = admin.url().split('/').at(-1) ?? ''

  const link = await outboxLink(page, { email, phone: '' })
  const password = newPassword()
  await page.goto(link)
  await choosePassword(page, 'New password again', password)
  await expect(page.getByText('Your password is set.')).toBeVisible()
  const wrong = newPassword()
  await knockAtDesk(page, { email, password: wrong, code: '' })
  await expect(page.getByText('Signing in did not work')).toBeVisible()
  await knockAtDesk(page, { email, password, code: '' })
  await expect(page).toHaveURL('/admin/authenticator')
  const typed = (await page.locator('code').first().textContent()) ?? ''
  const seed = typed.replace(/\s/g, '')
  const first = authenticatorCode(seed)
  await page.getByLabel('Code from the app').fill(first)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
  const codes = ((await page.locator('code').textContent()) ?? '').split('\n')
  await page.getByRole('link', { name: 'I have stored them' }).click()
  await expect(page).toHaveURL('/admin')
  const setUpIn = await cookieSecrets(page, 'staff who set the authenticator up')

  const signOut = async () => {
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByText('You are signed out.')).toBeVisible()
  }
  await signOut()
  await knockAtDesk(page, { email, password, code: codes[0] ?? '' })
  await expect(page).toHaveURL('/admin/account')
  await signOut()
  const second = authenticatorCode(seed, 1)
  await knockAtDesk(page, { email, password, code: second })
  await expect(page).toHaveURL('/admin')
  return {
    staffId,
    secrets: [
      token('activation token of staff', tokenOf(link)),
      { what: 'password of staff', text: password },
      { what: 'password that staff mistyped', text: wrong },
      { what: 'authenticator seed', text: seed, bytes: base32nopad.decode(seed) },
      { what: 'authenticator seed, as shown', text: typed },
      ...[first, second].map((text) => ({ what: 'authenticator code', text })),
      ...codes.flatMap((text) => [
        { what: 'recovery code', text },
        { what: 'recovery code without hyphens', text: text.replaceAll('-', '') },
      ]),
      ...setUpIn,
      ...(await cookieSecrets(page, 'staff')),
    ],
  }
}

/** Makes a customer at the desk, who is sent a one-time link. @returns their id */
export async function createCustomer(
  admin: Page,
  person: Reachable & { nationalId: string },
): Promise<string> {
  await admin.goto('/admin/customers/new')
  await admin.getByLabel('Name', { exact: true }).fill('Secret Keeper')
  await admin.getByLabel('ID number').fill(person.nationalId)
  await admin.getByLabel('E-mail', { exact: true }).fill(person.email)
  await admin.getByLabel('Phone', { exact: true }).fill(person.phone)
  await admin.getByLabel('Language of messages').selectOption('en')
  await admin.getByLabel('Activation link').selectOption('sms')
  await admin.getByRole('button', { name: 'Create the customer' }).click()
  await expect(admin).toHaveURL(/\/admin\/customers\/[0-9a-f-]{36}$/)
  return admin.url().split('/').at(-1) ?? ''
}

/** What a customer does from their one-time link to their first key. */
export async function becomeCustomer(
  page: Page,
  person: Reachable & { nationalId: string },
): Promise<{ accessKey: string; secrets: Secret[] }> {
  const link = await outboxLink(page, person)
  const [password, wrong] = [newPassword(), newPassword()]
  await activate(page, link, person.nationalId, password)
  await tryAsCustomer(page, person.nationalId, wrong)
  await expect(page.getByText('The ID number or the password is not right.')).toBeVisible()
  await tryAsCustomer(page, person.nationalId, password)
  await expect(page).toHaveURL('/')

  await page.goto('/certificates/apply')
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('radio', { name: 'SMS' }).check()
  await page.getByRole('button', { name: 'Send the code' }).click()
  const field = page.getByLabel('One-time password')
  await expect(field).toBeVisible()
  const otp = await outboxCode(page, person)
  const wrongOtp = otp === '918273' ? '918274' : '918273'
  await field.fill(wrongOtp)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('4 tries left')).toBeVisible()
  await field.fill(otp)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('radio', { name: 'A strong one, made now' }).check()
  const filePassword = (await page.locator('output').first().textContent()) ?? ''
  expect(filePassword.length).toBeGreaterThan(12)
  const [file] = await Promise.all([
    page.waitForEvent('download', { timeout: 60_000 }),
    page.getByRole('button', { name: 'Make and save the file' }).click(),
  ])
  await file.delete()
  await expect(page.getByText(/^Saved as signet-/)).toBeVisible()
  await page.getByRole('button', { name: 'Go on', exact: true }).click()
  await page.getByRole('link', { name: 'Add your first API key' }).click()

  await fillKeyForm(page, { name: 'Kept bot', permissions: ['Market data'] })
  await createButton(page).click()
  const accessKey =
    (await secretDialog(page)
      .getByText(/^sgk_\w+$/)
      .first()
      .textContent()) ?? ''
  const secret = await storedSecret(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Kept bot' })).toBeVisible()
  return {
    accessKey,
    secrets: [
      token('activation token of the customer', tokenOf(link)),
      { what: 'password of the customer', text: password },
      { what: 'password that the customer mistyped', text: wrong },
      { what: 'one-time password', text: otp },
      { what: 'wrong one-time password', text: wrongOtp },
      { what: 'password of the PKCS #12 file', text: filePassword },
      keySecret('secret of a key', secret),
      ...(await makeKeySecrets(page)),
      ...(await cookieSecrets(page, 'the customer')),
    ],
  }
}

/** Acts that write a lot on record, and things typed where they do not belong. @returns the ID numbers typed */
export async function workAtDesk(
  page: Page,
  { customerId, nationalId, secret }: { customerId: string; nationalId: string; secret: string },
): Promise<Secret[]> {
  const nobodys = randomNationalId()
  for (const typed of [nationalId, nobodys, `my ID is ${nobodys}`, secret]) {
    await page.goto('/admin')
    await page.getByLabel('Find a customer').fill(typed)
    await page.getByRole('button', { name: 'Search' }).click()
    if (typed === nationalId) await expect(page).toHaveURL(`/admin/customers/${customerId}`)
    else await expect(page.getByText(/Nothing found|secret of a key/).first()).toBeVisible()
  }
  await page.goto('/admin/audit')
  await page.getByLabel('Customer', { exact: true }).fill(nationalId)
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByLabel('Customer', { exact: true })).toHaveAttribute('aria-invalid', 'true')

  await page.goto(`/admin/customers/${customerId}`)
  await act(page, { open: 'Show the whole national ID', confirm: 'Show it' })
  await expect(page.getByRole('dialog').getByText(nationalId)).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()
  await act(page, { open: 'End every session', confirm: 'End every session' })
  await expectDone(page, /^1 session was ended/)
  await act(page, { open: 'Send an activation link', confirm: 'Send the link' })
  await expectDone(page, /^The link is on its way/)
  return [{ what: 'ID number of nobody', text: nobodys }]
}

/** A file with a good row and a bad one. @returns the import's id, and the ID numbers of its rows */
export async function importFile(admin: Page): Promise<{ importId: string; secrets: Secret[] }> {
  const good = randomNationalId()
  const bad = `${good.slice(0, -1)}${(Number(good.at(-1)) + 1) % 10}`
  const rows = [good, bad].map((id) => `Row,${id},${randomUUID()}@example.com,0912345678`)
  const buffer = Buffer.from(['name,national_id,email,phone', ...rows].join('\n'))
  await admin.goto('/admin/customers/import')
  await admin
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'kept.csv', mimeType: 'text/csv', buffer })
  await admin.getByRole('radio', { name: 'By e-mail' }).check()
  await admin.getByRole('button', { name: 'Check the file' }).click()
  await expect(admin).toHaveURL(/\/admin\/customers\/import\/[0-9a-f-]{36}$/)
  const importId = admin.url().split('/').at(-1) ?? ''
  await admin.getByRole('button', { name: 'Import 1 customer' }).click()
  await expect(admin.getByRole('heading', { name: '1 customer was created' })).toBeVisible()
  return {
    importId,
    secrets: [
      { what: 'ID number of an imported customer', text: good },
      { what: 'ID number of a bad row', text: bad },
    ],
  }
}

/** The token of the newest link that a customer was sent. */
export async function latestToken(page: Page, person: Reachable): Promise<Secret> {
  const texts = (await messagesTo(page, person)).map(({ text }) => text)
  return token('a later activation token', /token=([\w-]+)/.exec(texts.join('\n'))?.[1] ?? '')
}
