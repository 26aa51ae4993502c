import { randomUUID } from 'node:crypto'
import { choosePassword, knockAtDesk, outboxLink, signInToDesk } from '../support/at-the-desk'
import { authenticatorCode } from '../support/authenticator-code'
import { signingInStaff } from '../support/staff'
import { expect, test } from '../support/test'

test.use({ signedIn: false })

const newPassword = 'eleven quiet herons at noon'
const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'

test('a new member of staff: from the invitation to the desk, and back in', async ({ page, openBrowser }) => {
  const admin = await signingInStaff('admin')
  const email = `newcomer-${randomUUID().slice(0, 8)}@example.com`
  const newcomer = await openBrowser()

  await test.step('an administrator adds them', async () => {
    await signInToDesk(page, admin)
    await page.getByRole('link', { name: 'Staff', exact: true }).click()
    await page.getByRole('link', { name: 'New member' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Hsieh Wen')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByRole('radio', { name: /^Support/ }).check()
    await page.getByLabel('Language of e-mails').selectOption('en')
    await page.getByLabel('Why').fill('Begins on Monday')
    await page.getByRole('button', { name: 'Add and send the link' }).click()
    await expect(page).toHaveURL(new RegExp(`/admin/staff/${uuid}$`))
    await expect(page.getByRole('heading', { level: 1, name: 'Hsieh Wen' })).toBeVisible()
    await expect(page.getByText('Link sent')).toBeVisible()
  })

  await test.step('the link in their mail leads to a password of their own', async () => {
    const link = await outboxLink(newcomer, { email, phone: '' })
    await newcomer.goto(link)
    await choosePassword(newcomer, 'New password again', newPassword)
    await expect(newcomer.getByText('Your password is set.')).toBeVisible()
    await page.goto(link)
    await expect(page.getByRole('heading', { name: 'This link is over' })).toBeVisible()
  })

  let seed = ''
  let codes: string[] = []
  await test.step('the first sign-in opens nothing but the authenticator', async () => {
    await knockAtDesk(newcomer, { email, password: newPassword, code: '' })
    await expect(newcomer).toHaveURL('/admin/authenticator')
    await newcomer.goto('/admin')
    await expect(newcomer).toHaveURL('/admin/authenticator')
    await expect(
      newcomer.getByRole('img', { name: `QR code for the authenticator app, account ${email}` }),
    ).toBeVisible()
    seed = ((await newcomer.locator('main code, code').first().textContent()) ?? '').replace(/\s/g, '')
    expect(seed).toMatch(/^[A-Z2-7]{32}$/)
  })

  await test.step('a wrong code does not count; a right one brings recovery codes, once', async () => {
    const [code, confirm] = [
      newcomer.getByLabel('Code from the app'),
      newcomer.getByRole('button', { name: 'Confirm' }),
    ]
    const right = authenticatorCode(seed)
    await code.fill(right === '000000' ? '000001' : '000000')
    await confirm.click()
    await expect(newcomer.getByText('That code is not right')).toBeVisible()
    await code.fill(authenticatorCode(seed))
    await confirm.click()
    await expect(newcomer.getByRole('heading', { name: 'Your recovery codes' })).toBeFocused()
    codes = ((await newcomer.locator('code').textContent()) ?? '').split('\n')
    expect(new Set(codes).size).toBe(10)
    await newcomer.getByRole('link', { name: 'I have stored them' }).click()
    await expect(newcomer).toHaveURL('/admin')
    await expect(newcomer.getByText('Hsieh Wen · Support')).toBeVisible()
    await newcomer.goto('/admin/authenticator')
    await expect(newcomer.getByText('Your authenticator is set up.')).toBeVisible()
    const shown = await newcomer.content()
    expect([seed, ...codes].filter((text) => shown.includes(text))).toEqual([])
  })

  const signOut = async () => {
    await newcomer.goto('/admin')
    await newcomer.getByRole('button', { name: 'Sign out' }).click()
    await expect(newcomer.getByText('You are signed out.')).toBeVisible()
  }
  const knock = (code: string) => knockAtDesk(newcomer, { email, password: newPassword, code })
  const expectRefused = () => expect(newcomer.getByText('Signing in did not work')).toBeVisible()

  await test.step('a code of the authenticator lets in once', async () => {
    await signOut()
    // Of the step after the one that was confirmed, whichever it is now.
    const code = authenticatorCode(seed, 1)
    await knock(code)
    await expect(newcomer).toHaveURL('/admin')
    await signOut()
    await knock(code)
    await expectRefused()
  })

  await test.step('and so does a recovery code', async () => {
    const [code = ''] = codes
    await knock(code.toLowerCase())
    await expect(newcomer).toHaveURL('/admin/account')
    await expect(newcomer.getByText('You signed in with a recovery code. 9 are left.')).toBeVisible()
    await signOut()
    await knock(code)
    await expectRefused()
  })
})
