import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { bytesOfBase64 } from '@/lib/pki/bytes'
import { makePkcs12 } from '@/lib/pki/make-pkcs12'
import type { TestCustomer } from '@/test/customer'
import { grantCertificate } from './support/grant-certificate'
import { sql } from './support/sql'
import { expect, test } from './support/test'

test.use({ signedIn: false })

const password = "a file's own password"

/** A certificate with its key, as a file holds it. */
async function granted(customer: TestCustomer) {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const certificate = await grantCertificate(customer, key)
  return { ...certificate, pkcs8: key.privateKey.export({ type: 'pkcs8', format: 'der' }) }
}
type Granted = Awaited<ReturnType<typeof granted>>

function fileOf({ pkcs8, chain }: Granted): Promise<Uint8Array> {
  const input = { pkcs8: Uint8Array.from(pkcs8), chain: chain.map(bytesOfBase64), password }
  return makePkcs12({ ...input, friendlyName: 'Signet', localKeyId: Uint8Array.of(1), iterations: 100_000 })
}

async function stateOf({ id }: Granted) {
  const [row] = await sql<{ state: string }>(
    "SELECT status || ' ' || coalesce(revoked_for, '') AS state FROM certificate WHERE id = $1",
    [id],
  )
  return row?.state
}

const revoke = (page: Page, part: string) =>
  page.getByRole('region', { name: part }).getByRole('button', { name: 'Revoke', exact: true }).click()
const confirm = (page: Page, part: string) =>
  page.getByRole('region', { name: part }).getByRole('checkbox').check()

test('with a file, from the sign-in page, signed out; nothing of the file is sent', async ({
  page,
  customer,
}) => {
  const certificate = await granted(customer)
  const other = await granted(customer)
  await page.goto('/sign-in')
  await page.getByRole('link', { name: /Revoke a certificate/ }).click()
  const here = 'With this browser or a file'
  await revoke(page, here)
  await expect(page.getByText('Choose the file.')).toBeVisible()
  await expect(page.getByLabel('File with the certificate and its key')).toBeFocused()

  const sent: string[] = []
  page.on('request', (request) => sent.push(request.postDataBuffer()?.toString('latin1') ?? ''))
  const buffer = Buffer.from(await fileOf(certificate))
  await page
    .getByLabel('File with the certificate and its key')
    .setInputFiles({ name: 'signet.p12', mimeType: 'application/x-pkcs12', buffer })
  await page.getByLabel('Password of the file').fill('another')
  await confirm(page, here)
  await revoke(page, here)
  await expect(page.getByText('The file could not be opened.')).toBeVisible()
  expect(await stateOf(certificate)).toBe('issued ')

  await page.getByLabel('Password of the file').fill(password)
  await revoke(page, here)
  await expect(page.getByText('The certificate was revoked on')).toBeVisible()
  await expect(page.getByText(certificate.serialNumber)).toBeVisible()
  expect(await stateOf(certificate)).toBe('revoked keyCompromise')
  expect(await stateOf(other)).toBe('issued ')
  expect(sent.join('')).toContain(certificate.serialNumber)
  expect(sent.join('')).not.toContain(password)
  expect(sent.join('')).not.toContain(buffer.toString('latin1', 40, 80))
})

test('with the key that this browser holds', async ({ page, customer }) => {
  const certificate = await granted(customer)
  await page.goto('/revoke')
  await expect(page.getByLabel('Password of the file')).toBeVisible()
  await page.evaluate(
    async ({ pkcs8, serialNumber }) => {
      const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
      const der = Uint8Array.from(atob(pkcs8), (character) => character.charCodeAt(0))
      const privateKey = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign'])
      const request = indexedDB.open('signet')
      await new Promise((resolve) => request.addEventListener('success', resolve))
      const row = { publicKeySha256: '00', serialNumber, privateKey, createdAt: new Date() }
      const put = request.result.transaction('keys', 'readwrite').objectStore('keys').put(row)
      await new Promise((resolve) => put.addEventListener('success', resolve))
      request.result.close()
    },
    { pkcs8: certificate.pkcs8.toString('base64'), serialNumber: certificate.serialNumber },
  )
  await page.reload()
  const here = 'With this browser or a file'
  await expect(page.getByRole('radio', { name: /The key made in this browser/ })).toBeChecked()
  await revoke(page, here)
  await expect(page.getByText('Tick this box to say that you mean it.')).toBeVisible()
  expect(await stateOf(certificate)).toBe('issued ')
  await confirm(page, here)
  await revoke(page, here)
  await expect(page.getByText('The certificate was revoked on')).toBeVisible()
  expect(await stateOf(certificate)).toBe('revoked keyCompromise')
})

test('with the command that the page shows, without script', async ({ openBrowser, customer }) => {
  const certificate = await granted(customer)
  const page = await openBrowser({ javaScriptEnabled: false })
  const folder = mkdtempSync(join(tmpdir(), 'signet-revoke-'))
  const file = `signet-${certificate.serialNumber.slice(0, 8)}.p12`
  writeFileSync(join(folder, file), await fileOf(certificate))
  try {
    await page.goto('/revoke')
    await page.getByLabel('Serial number of the certificate').fill('4a11')
    await page.getByRole('button', { name: 'Get the command' }).click()
    await expect(page.getByText('A serial number has 40 digits')).toBeVisible()
    await page.getByLabel('Serial number of the certificate').fill(certificate.serialNumber.toUpperCase())
    await page.getByRole('button', { name: 'Get the command' }).click()
    const shown = (await page.locator('pre').textContent()) ?? ''
    expect(shown).toContain(file)
    writeFileSync(join(folder, 'password'), password)
    const command = shown.replace('-sign', '-passin file:password -sign')
    const signature = execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' })
    await page.getByLabel('Signature').fill(signature)
    await confirm(page, 'With a command')
    await revoke(page, 'With a command')
    await expect(page.getByText('The certificate was revoked on')).toBeVisible()
    expect(await stateOf(certificate)).toBe('revoked keyCompromise')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
