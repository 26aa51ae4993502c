import { randomInt, randomUUID } from 'node:crypto'
import { randomNationalId } from '@/test/national-id'
import {
  act,
  activate,
  expectDone,
  expectMessage,
  knockAtDesk,
  outboxLink,
  signInToDesk,
  tryAsCustomer,
} from '../support/at-the-desk'
import { messagesTo } from '../support/outbox-code'
import { signingInStaff } from '../support/staff'
import { expect, test } from '../support/test'

test.use({ signedIn: false })

const newPassword = 'eleven quiet herons at noon'
const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'

test('admin: creates customers, one and many, changes contact details, disables a colleague', async ({
  page,
  openBrowser,
}) => {
  const admin = await signingInStaff('admin')
  const nationalId = randomNationalId()
  const person = { email: `${randomUUID()}@example.com`, phone: `+8869${randomInt(10_000_000, 100_000_000)}` }
  await signInToDesk(page, admin)

  const create = async (name: string) => {
    await page.getByRole('link', { name: 'New customer' }).click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('ID number').fill(` ${nationalId.toLowerCase()} `)
    await page.getByLabel('E-mail', { exact: true }).fill(person.email)
    await page.getByLabel('Phone', { exact: true }).fill(person.phone)
    await page.getByLabel('Language of messages').selectOption('en')
    await page.getByLabel('Activation link').selectOption('email')
    await page.getByRole('button', { name: 'Create the customer' }).click()
  }

  await test.step('a new customer activates the account and signs in', async () => {
    await create('Kao Li')
    await expect(page).toHaveURL(new RegExp(`/admin/customers/${uuid}$`))
    await expect(page.getByText('Not activated')).toBeVisible()
    const own = await openBrowser()
    await activate(own, await outboxLink(own, person), nationalId, newPassword)
    await tryAsCustomer(own, nationalId, newPassword)
    await expect(own).toHaveURL('/')
  })
  const account = page.url()

  await test.step('the same ID is told, and leads to whose it is', async () => {
    await create('Kao Li again')
    await expect(page.getByText('There is a customer with this ID number already.').first()).toBeVisible()
    await page.getByRole('link', { name: 'Open that customer' }).click()
    await expect(page).toHaveURL(account)
    await expect(page.getByText('Not activated')).toHaveCount(0)
  })

  await test.step('after a change of address no link is sent for a day', async () => {
    const stale = await page.context().newPage()
    await stale.goto(account)
    const moved = { ...person, email: `moved-${person.email}` }
    await act(page, {
      open: 'Change contact details',
      confirm: 'Change the contact details',
      fill: (dialog) => dialog.getByLabel('E-mail').fill(moved.email),
    })
    await expectDone(page, 'The contact details are changed.')
    await expect(page.getByText(/^Staff changed the contact details lately/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Send an activation link' })).toHaveCount(0)
    for (const { email } of [person, moved])
      await expectMessage(page, { email, phone: 'none' }, 'staff_contact_changed')
    const links = async () =>
      (await messagesTo(page, moved)).filter(({ template }) => template === 'activation').length
    const before = await links()
    await act(stale, { open: 'Send an activation link', confirm: 'Send the link' })
    await expect(stale.getByRole('dialog').getByText(/contact data|24 hours/)).toBeVisible()
    expect(await links()).toBe(before)
    await stale.close()
  })

  await test.step('a file: what is wrong is named, the rest is imported, and never twice', async () => {
    const rows = [
      'name,national_id,email,phone,locale',
      `Import One,${randomNationalId()},${randomUUID()}@example.com,0912345678,en`,
      `Import Two,${randomNationalId()},${randomUUID()}@example.com,0912345679,en`,
      `Import Bad,A123456788,${randomUUID()}@example.com,0912345670,en`,
    ]
    const file = { name: 'branch.csv', mimeType: 'text/csv', buffer: Buffer.from(`${rows.join('\r\n')}\r\n`) }
    const check = async () => {
      await page.getByRole('link', { name: 'Import', exact: true }).click()
      await page.getByLabel('File', { exact: true }).setInputFiles(file)
      await page.getByRole('button', { name: 'Check the file' }).click()
      await expect(page).toHaveURL(new RegExp(`/admin/customers/import/${uuid}$`))
    }
    await check()
    await expect(page.getByRole('heading', { name: '2 customers can be imported' })).toBeVisible()
    const problem = page.getByRole('row').filter({ hasText: 'Line 4' })
    await expect(problem).toContainText('national_id')
    await expect(problem).toContainText('This is not a valid ID number.')
    expect(await page.content()).not.toContain('A123456788')
    await page.getByRole('button', { name: 'Import 2 customers' }).click()
    await expect(page.getByRole('heading', { name: '2 customers were created' })).toBeVisible()
    await check()
    await expect(page.getByRole('heading', { name: 'There is nobody to import in this file' })).toBeVisible()
    await expect(page.getByRole('button', { name: /^Import/ })).toHaveCount(0)
  })

  await test.step('a disabled colleague is out at the next click; oneself nobody can disable', async () => {
    const colleague = await signingInStaff('support')
    const theirs = await openBrowser()
    await signInToDesk(theirs, colleague)
    await page.goto(`/admin/staff/${colleague.staffId}`)
    await act(page, { open: 'Disable', confirm: 'Disable', reason: 'Left the company' })
    await expectDone(page, `${colleague.name} is disabled and signed out.`)
    await theirs.getByRole('link', { name: 'My sign-in' }).click()
    await expect(theirs).toHaveURL(/\/admin\/sign-in/)
    await knockAtDesk(theirs, { email: colleague.email, code: colleague.code(1) })
    await expect(theirs.getByText('Signing in did not work')).toBeVisible()
    await page.goto(`/admin/staff/${admin.staffId}`)
    await expect(page.getByText('This is you')).toBeVisible()
    await expect(page.locator('main').getByRole('button')).toHaveCount(0)
  })
})
