import { cookieNames } from '@/lib/server/cookie-names'
import { keysOf } from './support/give-keys'
import { grantCertificate } from './support/grant-certificate'
import { createButton, fillKeyForm, otpDialog } from './support/key-form'
import { newCustomer } from './support/new-customer'
import { outboxCode } from './support/outbox-code'
import { objectsOf } from './support/portal-acts'
import { outcomeOf, post } from './support/post-action'
import { replaceId, sendAction, takeDownAction } from './support/server-action'
import { sql } from './support/sql'
import { stateOf } from './support/state-of'
import { expect, test } from './support/test'

test('nobody’s own acts, somebody else’s proof, and their certificate’s file are refused', async ({
  page,
  customer,
  openBrowser,
}) => {
  const owner = await newCustomer()
  const theirs = await objectsOf(owner)
  await grantCertificate(customer)
  const nobody = await openBrowser()
  await nobody.goto('/sign-in')
  const before = await stateOf(owner)

  await page.goto('/keys/new')
  await fillKeyForm(page, { name: 'Mine', permissions: ['Market data'] })
  const create = await takeDownAction(page, () => createButton(page).click())
  expect((await sendAction(nobody, create)).text).toContain('"signed_out"')
  await expect(otpDialog(page)).toBeVisible()
  const send = await takeDownAction(page, () =>
    page.getByRole('button', { name: 'Send a code by SMS' }).click(),
  )
  const ownProof = /name="_?\d*_?id"\s+([0-9a-f-]{36})/.exec(send.body)?.[1] ?? 'none'
  expect((await sendAction(page, replaceId(send, ownProof, theirs.stepUp))).text).toContain('"not_found"')
  expect((await sendAction(nobody, send)).text).toContain('"signed_out"')

  // A proof that belongs to somebody else, with a code of one's own.
  await page.getByLabel('One-time password').fill('123456')
  const proved = await takeDownAction(page, () =>
    page.getByRole('button', { name: 'Confirm', exact: true }).click(),
  )
  expect(proved.body).toContain(ownProof)
  expect((await sendAction(page, replaceId(proved, ownProof, theirs.stepUp))).text).toContain('"not_found"')
  expect(await keysOf(customer)).toEqual([])
  expect(await stateOf(owner)).toEqual(before)
})

test('a foreign key and another’s session do not open the certificate wizard’s acts', async ({
  page,
  customer,
  openBrowser,
}) => {
  const nobody = await openBrowser()
  await nobody.goto('/sign-in')
  await page.goto('/certificates/apply')
  await page.getByRole('button', { name: 'Begin' }).click()
  const request = await takeDownAction(page, () =>
    page.getByRole('button', { name: 'Send the code' }).click(),
  )
  await expect(page.getByLabel('One-time password')).toBeVisible()
  await page.getByLabel('One-time password').fill('000000')
  const issue = await takeDownAction(page, () => page.getByRole('button', { name: 'Confirm' }).click())

  // Another customer, and nobody, with the very requests: no certificate, whosever key it is.
  const other = await newCustomer()
  const theirBrowser = await openBrowser({ as: other })
  await theirBrowser.goto('/')
  for (const sent of [request, issue]) expect((await sendAction(nobody, sent)).text).toContain('"signed_out"')
  expect((await sendAction(theirBrowser, issue)).text).toContain('"not_found"')
  expect(
    await sql('SELECT 1 FROM certificate WHERE customer_id = ANY($1)', [
      [customer.customerId, other.customerId],
    ]),
  ).toEqual([])
})

test('another’s certificate is neither found by its key nor said to be exported', async ({
  page,
  customer,
  openBrowser,
}) => {
  const owner = await newCustomer()
  const theirs = await grantCertificate(owner)
  const [row] = await sql<{ hash: string }>(
    "SELECT encode(public_key_sha256, 'hex') AS hash FROM certificate WHERE id = $1",
    [theirs.id],
  )
  const before = await stateOf(owner)
  const nobody = await openBrowser()
  await nobody.goto('/sign-in')

  // Left half way: the wizard asks what became of its key.
  await page.goto('/certificates/apply')
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('button', { name: 'Send the code' }).click()
  const code = page.getByLabel('One-time password')
  await expect(code).toBeVisible()
  const find = await takeDownAction(page, () => page.reload().then(() => {}))
  const ownHash = /[0-9a-f]{64}/.exec(find.body)?.[0] ?? 'none'
  const found = await sendAction(page, replaceId(find, ownHash, row?.hash ?? ''))
  expect(found.text).toContain('"certificate":null')
  expect(found.text).not.toContain(theirs.serialNumber)
  expect((await sendAction(nobody, find)).text).toContain('"signed_out"')

  await page.getByRole('button', { name: 'Start again with a new key' }).click()
  await sql(
    "UPDATE otp_challenge SET created_at = created_at - interval '2 minutes' WHERE customer_id = $1",
    [customer.customerId],
  )
  await page.getByRole('button', { name: 'Send the code' }).click()
  await expect(code).toBeVisible()
  await code.fill(await outboxCode(page, customer))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('radio', { name: 'A strong one' }).check()
  const record = await takeDownAction(page, () =>
    page.getByRole('button', { name: 'Make and save the file' }).click(),
  )
  const [own] = await sql<{ id: string }>('SELECT id FROM certificate WHERE customer_id = $1', [
    customer.customerId,
  ])
  expect(record.body, 'the request names the certificate').toContain(own?.id ?? 'none')
  const foreign = replaceId(record, own?.id ?? '', theirs.id)
  expect((await sendAction(page, foreign)).text).toContain('"not_found"')
  expect((await sendAction(nobody, foreign)).text).toContain('"signed_out"')

  const backup = 'app/(portal)/certificates/apply/actions.ts recordBackupAction'
  const kept = { certificateId: theirs.id, change: 'made' }
  expect(outcomeOf(await post(backup, kept, `${cookieNames.session}=${customer.sessionToken}`))).toBe(
    'not_found',
  )
  expect(outcomeOf(await post(backup, kept, ''))).toBe('signed_out')

  expect(await stateOf(owner)).toEqual(before)
  expect(
    await sql(
      "SELECT 1 FROM audit_event WHERE action ~ '^certificate.(exported|backup)' AND object_id = $1",
      [theirs.id],
    ),
  ).toEqual([])
})
