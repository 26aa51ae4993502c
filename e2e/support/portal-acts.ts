import type { Page } from '@playwright/test'
import { type TestCustomer, testSession } from '@/test/customer'
import { giveApiSession } from './give-api-session'
import { giveKey } from './give-keys'
import { grantCertificate } from './grant-certificate'
import { permission, saveButton } from './key-form'
import { sql } from './sql'

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

/** One object of each kind, whose customer it is. */
export async function objectsOf(customer: TestCustomer): Promise<Objects> {
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

/** What customers do with one object of theirs, each as they do it on its page. */
export const acts: Act[] = [
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
