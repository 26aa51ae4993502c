import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { lockKey } from '@/lib/pki/locked-key'
import { makePem } from '@/lib/pki/make-pem'
import type { TestCustomer } from '@/test/customer'
import { type RunningClient, runningClient } from '@/test/running-client'
import { grantCertificate } from './support/grant-certificate'
import { holdKey } from './support/hold-key'
import { createButton, fillKeyForm, secretDialog } from './support/key-form'
import { expect, test } from './support/test'

const password = createHash('sha256').update('a file password').digest('base64url')

/** Files with which a program shows the customer's certificate and trusts the gateway, and their folder. */
async function certificateFiles(
  customer: TestCustomer,
): Promise<{ folder: string; own: string; ca: string }> {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { chain } = await grantCertificate(customer, key)
  const ders = chain.map((der) => Uint8Array.from(Buffer.from(der, 'base64')))
  const pkcs8 = Uint8Array.from(key.privateKey.export({ type: 'pkcs8', format: 'der' }))
  const folder = mkdtempSync(join(tmpdir(), 'signet-forced-logout-'))
  const [own, ca] = [join(folder, 'own.pem'), join(folder, 'ca.pem')]
  writeFileSync(own, makePem(await lockKey(pkcs8, password, 100_000), ders))
  writeFileSync(ca, new X509Certificate(ders.at(-1) ?? '').toString())
  return { folder, own, ca }
}

/** Makes a key in the browser, confirmed by the certificate that it holds. */
async function createKey(page: Page, name: string): Promise<{ accessKey: string; secret: string }> {
  await page.goto('/keys/new')
  await fillKeyForm(page, { name, permissions: ['Market data'] })
  await createButton(page).click()
  const dialog = secretDialog(page)
  await expect(dialog).toBeVisible()
  const accessKey = (await dialog.getByText(/^sgk_/).textContent()) ?? ''
  const secret = (await dialog.getByText(/^sgs_/).textContent()) ?? ''
  await dialog.getByRole('button', { name: 'I have stored it' }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  return { accessKey, secret }
}

test('logged in with key1 and key2: key1 is deleted, its client is told to stop, and the other’s goes on', async ({
  page,
  customer,
}) => {
  await page.goto('/')
  await holdKey(page, customer)
  const { folder, own, ca } = await certificateFiles(customer)
  const started: RunningClient[] = []
  const start = async (name: string) => {
    const key = await createKey(page, name)
    const keyFile = join(folder, `${key.accessKey}.json`)
    writeFileSync(keyFile, JSON.stringify({ secretKey: key.secret }))
    const client = runningClient([process.execPath, 'examples/node/client.mjs'], {
      ...{ SIGNET_URL: `https://localhost:${process.env.GATEWAY_PORT}`, SIGNET_CERT: own, SIGNET_CA: ca },
      ...{ SIGNET_PASSWORD: password, SIGNET_KEY: key.accessKey, SIGNET_KEY_FILE: keyFile },
    })
    started.push(client)
    await expect.poll(client.printed).toMatch(/^session request: 200$/m)
    return client
  }
  try {
    const one = await start('key1')
    const two = await start('key2')
    const answered = () => two.printed().split('session request: 200').length

    await page.goto('/keys')
    await page.getByRole('link', { name: 'key1' }).click()
    await expect(page.getByText('signet-example-node/1')).toBeVisible()
    await page.getByText('Delete…').click()
    await page.getByLabel(/Type the key’s name/).fill('key1')
    await page.getByRole('button', { name: 'Delete this key for good' }).click()
    await expect(page).toHaveURL('/keys')
    expect(await one.ended).toBe(0)
    expect(one.printed()).toMatch(/^forced logout: key_deleted$/m)

    const before = answered()
    await expect.poll(answered).toBeGreaterThan(before + 2)
    expect(two.printed()).not.toContain('forced logout')

    await page.getByRole('link', { name: 'key2' }).click()
    await page.getByRole('button', { name: /^End the API session of signet-example-node/ }).click()
    await expect(page.getByText('1 session ended.')).toBeFocused()
    await expect(page.getByText('No program is logged in with this key.')).toBeVisible()
    expect(await two.ended).toBe(0)
    expect(two.printed()).toMatch(/^forced logout: ended_by_holder$/m)
  } finally {
    for (const { child } of started) child.kill('SIGKILL')
  }
})
