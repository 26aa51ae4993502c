import type { Page } from '@playwright/test'
import { confirmByCode } from './support/confirm-by-code'
import { giveKey, giveKeys, keysOf } from './support/give-keys'
import { grantCertificate } from './support/grant-certificate'
import {
  createButton,
  fillKeyForm,
  type KeyEntries,
  otpDialog,
  permission,
  refusal,
  secretDialog,
} from './support/key-form'
import { sendAction, takeDownAction, withoutField } from './support/server-action'
import { expect, test } from './support/test'

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)
const good = {
  name: 'Rebalancer',
  permissions: ['Market data'],
  addresses: '198.51.100.0/24',
  firstDay: day(2),
  lastDay: day(30),
} satisfies KeyEntries

const name = (page: Page) => page.getByLabel('Name', { exact: true })
const addresses = (page: Page) => page.getByLabel('Addresses it may be used from')
const lastDay = (page: Page) => page.getByLabel('Last day')
const permissions = (page: Page) => page.getByRole('group', { name: 'What it may do' })
const sent = (page: Page) => page.locator('[name=addresses]')

type Row = [what: string, wrong: KeyEntries, field: (page: Page) => ReturnType<typeof name>, sentence: RegExp]

const thirtyOne = Array.from({ length: 31 }, (_, index) => `203.0.113.${index + 1}`).join(', ')

const rows: Row[] = [
  ['an empty name', { name: '' }, name, /Give the key a name/],
  ['a name of spaces', { name: '   ' }, name, /Give the key a name/],
  ['a name of 200 characters', { name: 'x'.repeat(200) }, name, /at most 64 characters/],
  ['a control character', { name: 'Rebal\u0007ancer' }, name, /a character that can’t be shown/],
  [
    'a mark that turns the text around',
    { name: 'Rebal\u202eancer' },
    name,
    /a character that can’t be shown/,
  ],
  ['leading zeros', { addresses: '010.0.0.1' }, addresses, /010\.0\.0\.1 has leading zeros/],
  ['three numbers', { addresses: '1.2.3' }, addresses, /1\.2\.3 is incomplete/],
  ['a zone', { addresses: '::1%eth0' }, addresses, /::1%eth0 names a network card/],
  [
    'a prefix that is none',
    { addresses: '10.0.0.1/33' },
    addresses,
    /10\.0\.0\.1\/33 does not end in a possible prefix/,
  ],
  ['host bits', { addresses: '10.0.0.1/8' }, addresses, /Did you mean 10\.0\.0\.0\/8\?/],
  ['a duplicate', { addresses: '192.0.2.1, 192.0.2.1' }, addresses, /192\.0\.2\.1 is in the list already/],
  ['commas only', { addresses: ', ,' }, addresses, /There is no address in this list/],
  ['no address at all', { addresses: 'everywhere' }, addresses, /everywhere is not an IP address/],
  ['last day before first', { firstDay: day(9), lastDay: day(8) }, lastDay, /before the first/],
  ['last day past', { firstDay: '', lastDay: day(-3) }, lastDay, /over already/],
  // Last: so many entries take long to clear away.
  ['31 entries', { addresses: thirtyOne }, addresses, /at most 30 addresses/],
]

async function clearAddresses(page: Page): Promise<void> {
  const chips = page.getByRole('list', { name: 'Addresses so far' }).getByRole('button', { name: /^Remove / })
  for (let left = await chips.count(); left > 0; left -= 1) await chips.first().click()
  await addresses(page).fill('')
}

test('refuses every bad entry at its field, keeps the others, and makes nothing', async ({
  page,
  customer,
}) => {
  await grantCertificate(customer)
  await page.goto('/keys/new')
  for (const [what, wrong, field, sentence] of rows) {
    await test.step(what, async () => {
      await clearAddresses(page)
      await fillKeyForm(page, { ...good, ...wrong })
      await createButton(page).click()
      await expect(field(page)).toHaveAttribute('aria-invalid', 'true')
      await expect(field(page)).toHaveAccessibleDescription(sentence)
      await expect(field(page)).toBeFocused()
      await expect(page.locator('[aria-invalid=true]')).toHaveCount(1)
      const kept = { ...good, ...wrong }
      await expect(name(page)).toHaveValue(kept.name)
      await expect(permission(page, 'Market data')).toBeChecked()
      await expect(sent(page)).toHaveValue(kept.addresses.trim().replaceAll(/, (?=\d)/g, '\n'))
      await expect(lastDay(page)).toHaveValue(kept.lastDay)
    })
  }
  await expect(otpDialog(page)).toBeHidden()
  expect(await keysOf(customer)).toEqual([])
})

test('says what is wrong with an address once, and where it stands', async ({ page, customer }) => {
  await grantCertificate(customer)
  await page.goto('/keys/new')
  await fillKeyForm(page, { ...good, addresses: '198.51.100.7, 010.0.0.1' })
  await createButton(page).click()
  await expect(addresses(page)).toBeFocused()
  await expect(addresses(page)).toHaveAccessibleDescription(/010\.0\.0\.1 has leading zeros/)
  const chip = page.getByRole('listitem').filter({ hasText: 'It has leading zeros' })
  await expect(chip).toBeVisible()
  const sentence = page.locator('#addresses-error')
  expect((await sentence.boundingBox())?.height, 'the field does not say it again').toBeLessThan(2)
  const borderOf = (field: ReturnType<typeof name>) =>
    field.evaluate((node) => getComputedStyle(node).borderColor)
  expect(await borderOf(addresses(page))).toBe(await borderOf(name(page)))

  await page.getByRole('button', { name: 'Remove 010.0.0.1' }).click()
  await expect(sentence).toHaveCount(0)
  await expect(addresses(page)).not.toHaveAttribute('aria-invalid')
})

test('offers the network for an address with host bits, and takes it', async ({ page, customer }) => {
  await grantCertificate(customer)
  await page.goto('/keys/new')
  await fillKeyForm(page, { ...good, addresses: '10.0.0.1/8' })
  await page.getByLabel('Addresses it may be used from').press('Enter')
  await page.getByRole('button', { name: 'Use 10.0.0.0/8' }).click()
  await expect(sent(page)).toHaveValue('10.0.0.0/8')
  await expect(page.getByText('private: not seen over the internet')).toBeVisible()
})

test('warns of a range that lets everybody in', async ({ page, customer }) => {
  await grantCertificate(customer)
  await page.goto('/keys/new')
  await addresses(page).fill('0.0.0.0/0')
  await addresses(page).press('Enter')
  await expect(page.getByText('lets everybody in: no control')).toBeVisible()
  await fillKeyForm(page, { name: 'Mover', permissions: ['Move money out'] })
  await createButton(page).click()
  await expect(addresses(page)).toHaveAccessibleDescription(/does not let everybody in/)
})

test('reads a pasted list, and puts the present address in', async ({ page, customer }) => {
  await grantCertificate(customer)
  await page.goto('/keys/new')
  await addresses(page).fill('192.0.2.1，198.51.100.0/24; 2001:db8::/32\t')
  await expect(page.getByRole('list', { name: 'Addresses so far' }).getByRole('listitem')).toHaveCount(3)
  await expect(page.getByText('256 addresses')).toBeVisible()
  const summary = page.getByRole('region', { name: 'In words' })
  await expect(summary).toContainText(/Your current address 198\.18\.\d+\.\d+ does not pass/)
  await page.getByRole('button', { name: /^Add my current address/ }).click()
  await expect(summary).toContainText(/Your current address 198\.18\.\d+\.\d+ passes/)
  await expect(sent(page)).toHaveValue(/\n198\.18\.\d+\.\d+$/)
})

test('refuses a key without any permission', async ({ page, customer }) => {
  await grantCertificate(customer)
  await page.goto('/keys/new')
  await fillKeyForm(page, { ...good, permissions: [] })
  await createButton(page).click()
  await expect(permissions(page)).toHaveAccessibleDescription('Choose at least one permission.')
  await expect(permissions(page)).toBeFocused()
  await expect(name(page)).toHaveValue(good.name)
  await expect(sent(page)).toHaveValue(good.addresses)
  expect(await keysOf(customer)).toEqual([])
})

test('takes markup in a name as text', async ({ page, customer }) => {
  const markup = '<script>document.title="taken"</script>'
  const id = await giveKey(customer, { name: markup })
  for (const path of ['/keys', `/keys/${id}`, `/keys/${id}/edit`, '/']) {
    await page.goto(path)
    if (path !== '/') await expect(page.getByText(markup).or(name(page)).first()).toBeVisible()
    await expect(page).not.toHaveTitle('taken')
  }
  await expect(page.locator('script', { hasText: 'document.title="taken"' })).toHaveCount(0)
})

test('refuses a request that leaves a field out', async ({ page, customer }) => {
  await grantCertificate(customer)
  await page.goto('/keys/new')
  await fillKeyForm(page, good)
  const action = await takeDownAction(page, () => createButton(page).click())
  await expect(otpDialog(page)).toBeVisible()
  for (const field of ['addresses', 'firstDay', 'lastDay', 'name', 'permissions\\[\\]']) {
    const answer = await sendAction(page, withoutField(action, field))
    expect(answer.text, field).toMatch(/This part of the form did not arrive|Choose at least one permission/)
    expect(answer.text, field).not.toContain('step_up_required')
  }
  // The complete one is asked for proof again: what was refused is what was left out.
  expect((await sendAction(page, action)).text).toContain('step_up_required')
  expect(await keysOf(customer)).toEqual([])
})

test('says that all places are taken, and refuses the 31st key', async ({ page, customer, openBrowser }) => {
  await grantCertificate(customer)
  await giveKeys(customer, 29)
  await page.goto('/keys/new')
  await fillKeyForm(page, good)
  await giveKey(customer, { name: 'Thirtieth' })
  await createButton(page).click()
  await expect(refusal(page)).toContainText('You have 30 active keys, as many as there can be')
  await expect(name(page)).toHaveValue(good.name)
  expect(await keysOf(customer)).toHaveLength(30)

  const other = await openBrowser({ as: customer })
  await other.goto('/keys/new')
  await expect(other.getByText('All 30 places are taken')).toBeVisible()
  await expect(createButton(other)).toHaveCount(0)
})

test('thirty expired keys make room for thirty, and none of them gets its place back', async ({
  page,
  customer,
}) => {
  await grantCertificate(customer)
  // Thirty whose last day is over, each still in its place.
  await giveKeys(customer, 30, { validBefore: new Date(Date.now() - 86_400_000) })
  const [expired] = await keysOf(customer)
  // The first new one takes their places away, and 29 more fill them.
  await page.goto('/keys/new')
  await fillKeyForm(page, { name: 'New', permissions: ['Market data'] })
  await createButton(page).click()
  await confirmByCode(page, customer)
  await expect(secretDialog(page)).toBeVisible()
  await secretDialog(page).getByRole('button', { name: 'I have stored it' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'New' })).toBeVisible()
  await giveKeys(customer, 29)
  expect(await keysOf(customer)).toHaveLength(60)

  await page.goto(`/keys/${expired?.id}/edit`)
  await fillKeyForm(page, { lastDay: day(30) })
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(refusal(page)).toContainText('You have 30 active keys')
  await expect(lastDay(page)).toHaveValue(day(30))
})

test('leads to the certificate when there is none', async ({ page }) => {
  await page.goto('/keys/new')
  await expect(page.getByText('Your web certificate comes first')).toBeVisible()
  await expect(createButton(page)).toHaveCount(0)
  await page.getByRole('link', { name: 'Apply for your certificate' }).click()
  await expect(page).toHaveURL('/certificates/apply')
})
