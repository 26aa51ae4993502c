import type { Page } from '@playwright/test'
import { cookieNames } from '@/lib/server/cookie-names'
import { type TestCustomer, testSession } from '@/test/customer'
import { actionsUnder, addressesUnder } from './support/desk-routes'
import { giveApiSession } from './support/give-api-session'
import { giveKey, keysOf } from './support/give-keys'
import { grantCertificate } from './support/grant-certificate'
import { createButton, fillKeyForm, otpDialog, permission, saveButton } from './support/key-form'
import { newCustomer } from './support/new-customer'
import { outboxCode } from './support/outbox-code'
import { furnish, portalPages } from './support/portal-pages'
import { outcomeOf, post } from './support/post-action'
import { type SentAction, sendAction, takeDownAction } from './support/server-action'
import { sql } from './support/sql'
import { stateOf } from './support/state-of'
import { expect, test } from './support/test'

test.use({ expectedFaults: /status of 404/ })

test('somebody else’s pages do not exist, and no page opens to nobody', async ({ page, openBrowser }) => {
  const owner = await newCustomer()
  const own = await furnish(owner)
  const stranger = await openBrowser()
  for (const { path, as } of portalPages(own)) {
    if (as === 'nobody') continue
    await test.step(`${path} to nobody`, async () => {
      await stranger.goto(path)
      if (path === '/nothing-here') return
      await expect(stranger).toHaveURL(`/sign-in?next=${encodeURIComponent(path.replace(/\?.*/, ''))}`)
    })
    if (!path.includes(own.key) && !path.includes(own.certificate)) continue
    await test.step(`${path} to another customer`, async () => {
      const answer = await page.goto(path)
      expect(answer?.status()).toBe(404)
      await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
      await expect(page.getByText('Rebalancer')).toHaveCount(0)
    })
  }
})

type Act = {
  name: string
  /** The server action that does it. */
  action: string
  /** Whose id stands in the request. */
  object: 'key' | 'inactive' | 'rotated' | 'unconfirmed' | 'session' | 'apiSession' | 'certificate' | 'stepUp'
  path: (own: Objects) => string
  act: (page: Page) => Promise<void>
}
type Objects = Record<Act['object'], string>

async function objectsOf(customer: TestCustomer): Promise<Objects> {
  const certificate = await grantCertificate(customer)
  const values = { name: 'Bot', permissions: ['market.read', 'orders.read'], addresses: ['192.0.2.1'] }
  const [stepUp] = await sql<{ id: string }>(
    `INSERT INTO step_up (id, customer_id, session_id, purpose, digest, nonce, expires_at)
     VALUES (gen_random_uuid(), $1, $2, 'key-create', '\\x00', '\\x00', now() + interval '5 minutes') RETURNING id`,
    [customer.customerId, customer.sessionId],
  )
  const key = await giveKey(customer, values)
  const rotated = await giveKey(customer, values)
  await sql(
    `INSERT INTO api_key_secret (api_key_id, place, secret_hash, valid_before)
     VALUES ($1, 'previous', '\\x00', now() + interval '9 hours')`,
    [rotated],
  )
  return {
    key,
    apiSession: await giveApiSession(customer, { certificate: certificate.id, key }),
    inactive: await giveKey(customer, { ...values, status: 'inactive' }),
    unconfirmed: await giveKey(customer, { ...values, confirmed: false }),
    rotated,
    session: (await testSession(customer.customerId)).sessionId,
    certificate: certificate.id,
    stepUp: stepUp?.id ?? '',
  }
}

const acts: Act[] = [
  {
    name: 'ending an API session',
    action: 'endApiSessionAction',
    object: 'apiSession',
    path: ({ key }) => `/keys/${key}`,
    act: (page) => page.getByRole('button', { name: /^End the API session of/ }).click(),
  },
  {
    name: 'editing a key',
    action: 'updateKeyAction',
    object: 'key',
    path: ({ key }) => `/keys/${key}/edit`,
    act: async (page) => {
      await permission(page, 'Orders and fills').uncheck()
      await saveButton(page).click()
    },
  },
  {
    name: 'comparing a signature',
    action: 'compareSignatureAction',
    object: 'key',
    path: ({ key }) => `/keys/${key}/signature`,
    act: async (page) => {
      await page.getByLabel('Path and query').fill('/v1/orders')
      await page.getByRole('button', { name: 'Compare' }).click()
    },
  },
  {
    name: 'deactivating a key',
    action: 'deactivateKeyAction',
    object: 'key',
    path: ({ key }) => `/keys/${key}`,
    act: async (page) => {
      await page.getByText('Deactivate…').click()
      await page.getByRole('button', { name: 'Deactivate this key now' }).click()
    },
  },
  {
    name: 'activating a key',
    action: 'activateKeyAction',
    object: 'inactive',
    path: ({ inactive }) => `/keys/${inactive}`,
    act: (page) => page.getByRole('button', { name: 'Activate this key' }).click(),
  },
  {
    name: 'giving a key a new secret',
    action: 'rotateKeyAction',
    object: 'key',
    path: ({ key }) => `/keys/${key}`,
    act: async (page) => {
      await page.getByText('New secret…').click()
      await page.getByRole('button', { name: 'Give it a new secret' }).click()
    },
  },
  {
    name: 'ending an old secret',
    action: 'endOldSecretAction',
    object: 'rotated',
    path: ({ rotated }) => `/keys/${rotated}`,
    act: (page) => page.getByRole('button', { name: 'End the old secret now' }).click(),
  },
  {
    name: 'deleting a key',
    action: 'deleteKeyAction',
    object: 'inactive',
    path: ({ inactive }) => `/keys/${inactive}`,
    act: async (page) => {
      await page.getByText('Delete…').click()
      await page.getByLabel(/Type the key’s name/).fill('Bot')
      await page.getByRole('button', { name: 'Delete this key for good' }).click()
    },
  },
  {
    name: 'saying that a secret is stored',
    action: 'confirmSecretAction',
    object: 'unconfirmed',
    path: ({ unconfirmed }) => `/keys/${unconfirmed}`,
    act: (page) => page.getByRole('button', { name: 'I have stored it' }).click(),
  },
  {
    name: 'revoking a certificate',
    action: 'revokeCertificateAction',
    object: 'certificate',
    path: ({ certificate }) => `/certificates/${certificate}/revoke`,
    act: async (page) => {
      await page.getByRole('radio', { name: 'I no longer need it' }).check()
      await page.getByRole('button', { name: 'Revoke for good' }).click()
    },
  },
  {
    name: 'ending a session',
    action: 'endSessionsAction',
    object: 'session',
    path: () => '/security',
    act: (page) =>
      page
        .getByRole('button', { name: /^End the session of/ })
        .first()
        .click(),
  },
]

test('an act on somebody else’s object is refused as on none, and changes nothing', async ({
  page,
  customer,
  openBrowser,
}) => {
  test.setTimeout(120_000)
  const owner = await newCustomer()
  const theirs = await objectsOf(owner)
  const own = await objectsOf(customer)
  const nobody = await openBrowser()
  await nobody.goto('/sign-in')

  for (const { name, object, path, act } of acts) {
    await test.step(name, async () => {
      await page.goto(path(own))
      const sent = await takeDownAction(page, () => act(page))
      const ownId = object === 'session' ? sessionIn(sent) : own[object]
      expect(sent.body, 'the request names the object').toContain(ownId)
      const before = await stateOf(owner)

      const answer = await sendAction(page, replaceId(sent, ownId, theirs[object]))
      expect(answer.text).toContain('"not_found"')
      expect(await stateOf(owner)).toEqual(before)

      const signedOut = await sendAction(nobody, replaceId(sent, ownId, theirs[object]))
      expect(signedOut.text).toContain('"signed_out"')
      expect(await stateOf(owner)).toEqual(before)
    })
  }
})

test('nobody’s own acts, somebody else’s proof, and their certificate’s file are refused', async ({
  page,
  customer,
  openBrowser,
}) => {
  test.setTimeout(120_000)
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

test('the headers of a signed-in page and the cookies', async ({ page }) => {
  for (const path of ['/', '/keys', '/keys/new', '/security', '/activity', '/certificates']) {
    const answer = await page.goto(path)
    const headers = answer?.headers() ?? {}
    expect(headers['cache-control'], path).toContain('no-store')
    expect(headers['content-security-policy'], path).toMatch(
      /script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic'(;|$)/,
    )
    expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy'], path).not.toContain('unsafe')
    expect(headers['x-content-type-options'], path).toBe('nosniff')
  }
  const cookies = await page.context().cookies()
  expect(cookies.length).toBeGreaterThan(0)
  for (const { name, secure, httpOnly, path } of cookies)
    expect({ name, secure, httpOnly, path }).toEqual({
      name: expect.stringMatching(/^__Host-/),
      secure: true,
      httpOnly: true,
      path: '/',
    })
})

test('an act from another site is refused', async ({ page, customer }) => {
  const id = await giveKey(customer)
  await page.goto(`/keys/${id}`)
  await page.getByText('Deactivate…').click()
  const sent = await takeDownAction(page, () =>
    page.getByRole('button', { name: 'Deactivate this key now' }).click(),
  )
  await expect(page.getByRole('button', { name: 'Activate this key' })).toBeVisible()
  await sql("UPDATE api_key SET status = 'active', slot = 1 WHERE id = $1", [id])
  for (const origin of ['https://evil.example', 'null', undefined]) {
    const { origin: _own, ...headers } = sent.headers
    const answer = await sendAction(page, { ...sent, headers: { ...headers, ...(origin && { origin }) } })
    expect(answer.status, String(origin)).toBe(403)
  }
  expect(await keysOf(customer)).toMatchObject([{ status: 'active' }])
})

/** Acts whose object has to be brought about first: each has a test of its own above. */
const further = ['createKeyAction', 'sendCodeAction', 'requestCertificateAction', 'issueCertificateAction']
const certificateFiles = ['findByKeyAction', 'recordExportAction', 'recordBackupAction']
/** Tests of keys: somebody else's has a test of its own in the journey of the self-test. */
const selfTests = ['finishSelfTestAction']
/** Acts that name no object: they are about whoever is signed in. */
const ownAccountOnly = ['changePasswordAction', 'confirmLoginIdAction', 'startSelfTestAction']

test('no page and no act is left out of the tables above, and nobody may do any', async () => {
  const own = { key: 'KEY', certificate: 'CERTIFICATE' }
  const shown = portalPages(own).map(({ path }) =>
    path.replace(/\?.*/, '').replace(/KEY|CERTIFICATE|0{8}-[\w-]+/, '[id]'),
  )
  const pages = addressesUnder('app/(portal)')
  expect(pages.length).toBeGreaterThan(8)
  expect(pages.filter((page) => !shown.includes(page))).toEqual([])

  const names = actionsUnder('app/(portal)', 'lib/server')
  const listed = [
    ...acts.map(({ action }) => action),
    ...further,
    ...certificateFiles,
    ...selfTests,
    ...ownAccountOnly,
  ]
  expect(names.map((name) => name.split(' ').at(-1)).sort()).toEqual(listed.sort())
  for (const name of names)
    expect.soft(outcomeOf(await post(name, { none: '' }, '')), `${name} by nobody`).toBe('signed_out')
})

function sessionIn({ body }: SentAction): string {
  return /name="_?\d*_?session"\s+([0-9a-f-]{36})/.exec(body)?.[1] ?? 'none'
}

/** Ids have one length, so that nothing else of the request has to change. */
function replaceId(sent: SentAction, from: string, to: string): SentAction {
  return { ...sent, body: sent.body.replaceAll(from, to) }
}
