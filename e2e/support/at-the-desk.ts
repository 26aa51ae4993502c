import { expect, type Page } from '@playwright/test'
import { transaction } from '@/lib/db/transaction'
import { writeNameWords } from '@/lib/identity/write-name-words'
import type { TestCustomer } from '@/test/customer'
import { password } from './give-password'
import { messagesTo } from './outbox-code'
import { sql } from './sql'

/** The desk's door, in the words of its page. */
const doors = {
  en: { email: 'E-mail address', password: 'Password', code: 'Authenticator code', submit: 'Sign in' },
  'zh-TW': { email: '電子郵件', password: '密碼', code: '驗證碼', submit: '登入' },
}

type Typed = { email: string; password?: string; code: string }

/** Types what the desk's door asks for. */
export async function knockAtDesk(
  page: Page,
  typed: Typed,
  language: keyof typeof doors = 'en',
): Promise<void> {
  const words = doors[language]
  await page.getByLabel(words.email, { exact: true }).fill(typed.email)
  await page.getByLabel(words.password, { exact: true }).fill(typed.password ?? password)
  await page.getByLabel(words.code, { exact: true }).fill(typed.code)
  await page.getByRole('button', { name: words.submit, exact: true }).click()
}

/** Signs a member of staff in, by the page. */
export async function signInToDesk(
  page: Page,
  { email, code }: { email: string; code: () => string },
  language: keyof typeof doors = 'en',
): Promise<void> {
  await page.goto('/admin')
  await knockAtDesk(page, { email, code: code() }, language)
  await expect(page).toHaveURL('/admin')
}

type Act = {
  /** The button that opens the dialog. */
  open: string | RegExp
  confirm: string
  reason?: string
  ticket?: string
  /** Fills in what else the dialog asks for. */
  fill?: (dialog: ReturnType<Page['getByRole']>) => Promise<void>
}

const asked = {
  en: { reason: 'Why', ticket: 'Ticket number' },
  'zh-TW': { reason: '原因', ticket: '案件編號' },
}

/** Opens an act's dialog, says why, and confirms. What came of it is seen by `expectDone`. */
export async function act(
  page: Page,
  { open, confirm, reason = 'The customer called us', ticket = '', fill }: Act,
  language: keyof typeof asked = 'en',
): Promise<void> {
  await page.getByRole('button', { name: open }).first().click()
  const dialog = page.getByRole('dialog')
  await fill?.(dialog)
  await dialog.getByLabel(asked[language].reason, { exact: true }).fill(reason)
  await dialog.getByLabel(asked[language].ticket).fill(ticket)
  await dialog.getByRole('button', { name: confirm, exact: true }).click()
}

/** The dialog is gone, and the page says what was done. */
export async function expectDone(page: Page, sentence: string | RegExp): Promise<void> {
  await expect(page.locator('#announcement')).toHaveText(sentence)
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

/** The link of the newest message to somebody that has one; waits for the first. */
export async function outboxLink(page: Page, to: Pick<TestCustomer, 'email' | 'phone'>): Promise<string> {
  let link: string | undefined
  await expect(async () => {
    const texts = (await messagesTo(page, to)).map(({ text }) => /https?:\S+\?token=[\w-]+/.exec(text)?.[0])
    link = texts.find((found) => found)
    expect(link, 'a link in the outbox').toBeDefined()
  }).toPass({ timeout: 10_000, intervals: [50, 100, 200] })
  return link ?? ''
}

/** The messages to somebody, by their templates, once this one is among them. */
export async function expectMessage(
  page: Page,
  to: Pick<TestCustomer, 'email' | 'phone'>,
  template: string,
): Promise<string> {
  let text: string | undefined
  await expect(async () => {
    text = (await messagesTo(page, to)).find((message) => message.template === template)?.text
    expect(text, `${template} in the outbox`).toBeDefined()
  }).toPass({ timeout: 10_000, intervals: [50, 100, 200] })
  return text ?? ''
}

/** Gives a customer a name of their own, by which the desk finds them. */
export async function nameCustomer({ customerId }: TestCustomer, name: string): Promise<void> {
  await sql('UPDATE customer SET name = $2 WHERE id = $1', [customerId, name])
  await transaction((tx) => writeNameWords(tx, customerId, name))
}

/** Signs a customer in by their page, and sees that they are in. */
export async function signInCustomer(page: Page, nationalId: string, typed = password): Promise<void> {
  await page.goto('/sign-in')
  await tryAsCustomer(page, nationalId, typed)
  await expect(page).toHaveURL('/')
}

/** Types what the customers' door asks for. */
export async function tryAsCustomer(page: Page, nationalId: string, typed: string): Promise<void> {
  await page.getByLabel('ID number').fill(nationalId)
  await page.getByLabel('Password', { exact: true }).fill(typed)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Chooses a password at a page that asks for it twice. @param again what the second field is called */
export async function choosePassword(page: Page, again: string, typed: string): Promise<void> {
  await page.getByLabel('New password', { exact: true }).fill(typed)
  await page.getByLabel(again, { exact: true }).fill(typed)
  await page.getByRole('button', { name: 'Set the password' }).click()
}

/** Uses a customer's one-time link, and is at the sign-in page then. */
export async function activate(page: Page, link: string, nationalId: string, typed: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('ID number').fill(nationalId)
  await choosePassword(page, 'New password, again', typed)
  await expect(page.getByText('Your password is set. Sign in with it now.')).toBeVisible()
}
