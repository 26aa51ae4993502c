import type { Page } from '@playwright/test'
import { act, expectDone, signInToDesk } from '../support/at-the-desk'
import { giveKey, keysOf } from '../support/give-keys'
import { newCustomer } from '../support/new-customer'
import { messagesTo } from '../support/outbox-code'
import { signingInStaff } from '../support/staff'
import { expect, test } from '../support/test'

test.use({ signedIn: false })

test('two at once: the second is told what the first did, and does nothing', async ({
  page,
  openBrowser,
}) => {
  const [first, second] = [await signingInStaff('security'), await signingInStaff('security')]
  const customer = await newCustomer()
  await giveKey(customer, { name: 'Shared bot' })
  const account = `/admin/customers/${customer.customerId}`
  const other = await openBrowser()
  await signInToDesk(page, first)
  await signInToDesk(other, second)

  await test.step('of a key', async () => {
    for (const one of [page, other]) await one.goto(`${account}/keys`)
    const open = 'Deactivate Shared bot'
    await act(page, { open, confirm: 'Deactivate the key' })
    await expectDone(page, /^The key was deactivated/)
    await act(other, { open, confirm: 'Deactivate the key' })
    await expectTold(other, `${first.name} deactivated this key on`)
    await expect(other.getByRole('button', { name: open })).toHaveCount(0)
  })

  await test.step('of the account', async () => {
    for (const one of [page, other]) await one.goto(account)
    await act(page, { open: 'Suspend', confirm: 'Suspend the customer' })
    await expectDone(page, /^The customer is suspended\./)
    await act(other, { open: 'Send an activation link', confirm: 'Send the link' })
    await expectTold(other, `${first.name} suspended this customer on`)
    await expect(other.getByText('Suspended', { exact: true })).toBeVisible()
    const sent = await messagesTo(page, customer)
    expect(sent.filter(({ template }) => template === 'activation')).toEqual([])
  })

  expect((await keysOf(customer))[0]).toMatchObject({ status: 'inactive', revision: 2 })
})

/** The dialog says so; once it is closed, the page shows how things are. */
async function expectTold(page: Page, sentence: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(sentence)).toContainText('Nothing has been done now.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toHaveCount(0)
}
