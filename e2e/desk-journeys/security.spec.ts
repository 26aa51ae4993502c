import { randomNationalId } from '@/test/national-id'
import {
  act,
  activate,
  choosePassword,
  expectDone,
  expectMessage,
  outboxLink,
  signInCustomer,
  signInToDesk,
  tryAsCustomer,
} from '../support/at-the-desk'
import { givePassword, password } from '../support/give-password'
import { grantCertificate } from '../support/grant-certificate'
import { newCustomer } from '../support/new-customer'
import { signingInStaff } from '../support/staff'
import { expect, test } from '../support/test'

test.use({ signedIn: false })

const newPassword = 'eleven quiet herons at noon'

test('security: revokes, suspends, restores, and lets the customer choose a password', async ({
  page,
  openBrowser,
}) => {
  const member = await signingInStaff('security')
  const customer = await newCustomer()
  await givePassword(customer)
  const { serialNumber } = await grantCertificate(customer)
  const account = `/admin/customers/${customer.customerId}`
  const own = await openBrowser({ as: customer })
  await signInToDesk(page, member)

  await test.step('a revoked certificate makes no key, and the customer is told what to do', async () => {
    await own.goto('/keys/new')
    await expect(own.getByRole('button', { name: 'Confirm and create' })).toBeVisible()
    await page.goto(`${account}/certificates`)
    const open = `Revoke ${serialNumber}`
    await act(page, { open, confirm: 'Revoke for good', reason: 'Laptop stolen' })
    const dialog = page.getByRole('dialog')
    const published = dialog.getByLabel('Reason to be published')
    await expect(published).toHaveAccessibleDescription(/Choose why the certificate is revoked/)
    await published.selectOption('keyCompromise')
    await dialog.getByRole('button', { name: 'Revoke for good' }).click()
    await expectDone(page, /^The certificate was revoked/)
    await expect(page.getByText(/the key may be known to others/)).toBeVisible()
    await expect(page.getByRole('button', { name: open })).toHaveCount(0)
    await own.goto('/keys/new')
    await expect(own.getByText('Your web certificate was revoked', { exact: true })).toBeVisible()
    await expect(own.getByText(/^It was revoked on .*: somebody else may have its key/)).toBeVisible()
    await expect(own.getByRole('link', { name: 'Apply for a new certificate' })).toBeVisible()
    expect(await expectMessage(page, customer, 'staff_certificate_revoked')).toContain(serialNumber)
  })

  await test.step('suspended, the customer is out; the right password is told why, a wrong one nothing', async () => {
    await page.goto(account)
    await act(page, { open: 'Suspend', confirm: 'Suspend the customer', reason: 'Fraud report' })
    await expectDone(page, /^The customer is suspended\./)
    await expect(page.getByText('Suspended', { exact: true })).toBeVisible()
    await own.getByRole('link', { name: 'Certificates', exact: true }).click()
    await expect(own).toHaveURL(/\/sign-in/)
    await tryAsCustomer(own, customer.nationalId, 'not the right one')
    await expect(own.getByText('The ID number or the password is not right.')).toBeVisible()
    await tryAsCustomer(own, customer.nationalId, password)
    await expect(own.getByText('This account is suspended. Call our service desk')).toBeVisible()
    await expectMessage(page, customer, 'staff_suspended')
  })

  await test.step('restored, the customer gets in with the password they had', async () => {
    await act(page, { open: 'Restore', confirm: 'Restore the customer' })
    await expectDone(page, 'The customer is restored and can sign in again.')
    await signInCustomer(await openBrowser(), customer.nationalId)
  })

  await test.step('a link that only the customer sees leads to a new password, once', async () => {
    await act(page, { open: 'Send an activation link', confirm: 'Send the link' })
    await expectDone(page, 'The link is on its way by SMS.')
    await expectMessage(page, customer, 'staff_activation_started')
    const link = await outboxLink(page, customer)
    const phone = await openBrowser()
    await phone.goto(link)
    await phone.getByLabel('ID number').fill(randomNationalId())
    await choosePassword(phone, 'New password, again', newPassword)
    await expect(phone.getByLabel('ID number')).toHaveAttribute('aria-invalid', 'true')
    await activate(phone, link, customer.nationalId, newPassword)
    await tryAsCustomer(phone, customer.nationalId, newPassword)
    await expect(phone).toHaveURL('/')
    await page.goto(account)
    expect(await page.content()).not.toContain(new URL(link).searchParams.get('token'))
    await phone.goto(link)
    await expect(phone.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
  })
})
