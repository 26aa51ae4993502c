import { countUsage } from '@/gateway/count-usage'
import { judge } from '@/gateway/gate/judge'
import { rotateKey } from '@/lib/keys/rotate-key'
import { readKeyUsage } from '@/lib/usage/read-key-usage'
import type { TestCustomer } from '@/test/customer'
import { makeKey } from '@/test/keys'
import { proved } from '@/test/proved'
import { signAs } from '@/test/sign-as'
import { refusal, wrote } from '@/test/usage'
import { confirmByCode } from './support/confirm-by-code'
import { keysOf } from './support/give-keys'
import { grantCertificate } from './support/grant-certificate'
import { saveButton } from './support/key-form'
import { newStaff } from './support/staff'
import { expect, test } from './support/test'

/** Asks the gateway's judge, with a key of the customer's and from an address. @returns its decision */
async function decisionOn(key: { accessKey: string; secret: string }, address: string) {
  const unsigned = { method: 'GET', path: '/v1/orders', query: '', body: Buffer.alloc(0) }
  const facts = signAs.signet(unsigned, { ...key, timeMs: Date.now() })
  const asked = { facts, address, certificate: null, permission: 'market.read', requestId: 'r-4711' }
  return (await judge(asked)).decision.code
}

async function prepare(customer: TestCustomer) {
  await grantCertificate(customer)
  return makeKey(customer, { addresses: ['198.51.100.0/24'] })
}

test('a refused request is explained on the key’s page, and its address allowed from there', async ({
  page,
  customer,
}) => {
  const key = await prepare(customer)
  const stop = countUsage()
  expect(await decisionOn(key, '198.51.100.7')).toBe('ok')
  expect(await decisionOn(key, '203.0.113.9')).toBe('ip_not_allowed')
  await stop()

  await page.goto(`/keys/${key.id}`)
  await expect(page.getByText(/from 198\.51\.100\.7/)).toBeVisible()
  await expect(page.getByText('1 request let in, 1 refused')).toBeVisible()
  const refusals = page.getByRole('list', { name: 'Refused requests' })
  await expect(refusals.getByRole('listitem')).toHaveCount(1)
  await expect(refusals).toContainText('It came from 203.0.113.9, which is not among the addresses')
  await expect(refusals).toContainText('GET /v1/orders')
  await expect(refusals).toContainText('r-4711')

  await page.getByRole('link', { name: 'Allow 203.0.113.9…' }).click()
  await expect(page.getByText('203.0.113.9 stands in the list of addresses below')).toBeVisible()
  // To look at the form changes nothing.
  expect(await decisionOn(key, '203.0.113.9')).toBe('ip_not_allowed')
  await saveButton(page).click()
  await confirmByCode(page, customer)
  await expect(page).toHaveURL(`/keys/${key.id}`)
  await expect(page.getByText('This address is allowed now.')).toBeVisible()
  expect(await decisionOn(key, '203.0.113.9')).toBe('ok')
  expect((await keysOf(customer))[0]?.addresses).toEqual(['198.51.100.0/24', '203.0.113.9'])
})

test('support finds out in two clicks why a bot was refused', async ({ customer, openBrowser }) => {
  const key = await prepare(customer)
  const stop = countUsage()
  await decisionOn(key, '203.0.113.9')
  await stop()
  const rotation = { id: key.id, revision: 1, overlapHours: 12, publicKey: null }
  await proved(customer, () => rotateKey(customer, rotation))
  const page = await openBrowser({ staff: await newStaff('support') })
  await page.goto(`/admin/customers/${customer.customerId}`)
  await page.getByRole('link', { name: 'Keys', exact: true }).click()
  await page.getByRole('link', { name: 'Rebalancer' }).click()
  await expect(page.getByRole('list', { name: 'Refused requests' })).toContainText('It came from 203.0.113.9')
  await expect(page.getByText('Secret (HMAC), Signet')).toBeVisible()
  await expect(page.getByText(/^The old secret works until/)).toBeVisible()
  await expect(page.getByText('Not used since the new one was made.')).toBeVisible()
  await expect(page.getByText('Never', { exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: /^Allow/ })).toHaveCount(0)
})

test('a link can’t put into the form an address that no gateway has seen', async ({ page, customer }) => {
  const key = await prepare(customer)
  await wrote(refusal(key.id, { address: '203.0.113.9', reason: 'bad_signature' }))
  const { refusals } = await readKeyUsage(customer, key.id, { period: '7d', before: null })
  for (const allow of ['203.0.113.9', '0.0.0.0/0', refusals[0]?.id ?? '']) {
    await page.goto(`/keys/${key.id}/edit?allow=${encodeURIComponent(allow)}`)
    await expect(page.getByRole('list', { name: 'Addresses so far' }).getByRole('listitem')).toHaveCount(1)
  }
})

test('the period of the chart is a link that works without script', async ({ openBrowser, customer }) => {
  const key = await prepare(customer)
  const stop = countUsage()
  await decisionOn(key, '198.51.100.7')
  await stop()
  const page = await openBrowser({ as: customer, javaScriptEnabled: false })
  await page.goto(`/keys/${key.id}`)
  await page.getByRole('link', { name: '24 hours' }).click()
  await expect(
    page.getByRole('img', { name: /by the hour, over 24 hours: 1 let in, 0 refused/ }),
  ).toBeVisible()
  await page.locator('summary', { hasText: 'The same in numbers' }).click()
  await expect(page.getByRole('table', { name: 'The same in numbers' }).getByRole('row')).toHaveCount(2)
})
