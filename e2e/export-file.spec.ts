import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { applyForCertificate } from './support/apply-for-certificate'
import { certificatesIn } from './support/p12'
import { sql } from './support/sql'
import { extractableKeys, storedKeys, watchMadeKeys } from './support/stored-keys'
import { expect, test } from './support/test'

const password = 'correct horse "battery" staple'
const neverOut = {
  extractable: false,
  usages: ['sign'],
  refusals: ['InvalidAccessError', 'InvalidAccessError', 'InvalidAccessError', 'InvalidAccessError'],
}

/** Presses the button that makes the file. @returns its name and what it holds */
async function makeFile(page: Page): Promise<{ name: string; path: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 60_000 }),
    page.getByRole('button', { name: 'Make and save the file' }).click(),
  ])
  await expect(page.getByText(/^Saved as signet-/)).toBeVisible()
  return { name: download.suggestedFilename(), path: await download.path() }
}

test('a PEM file with a backup: afterwards no key can be taken out, and the backup saves the file again', async ({
  page,
  customer,
}) => {
  await watchMadeKeys(page)
  await page.goto('/certificates/apply')
  await applyForCertificate(page, customer)

  const backup = page.getByRole('checkbox', { name: 'Also keep a locked copy in this browser' })
  await test.step('no backup under the login ID', async () => {
    await expect(backup).toBeDisabled()
    await expect(page.getByText('Not with your login ID as the password')).toBeVisible()
  })

  await test.step('a file that is on its way can be stopped', async () => {
    await page.getByRole('radio', { name: 'One of your own' }).check()
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByLabel('The same again').fill(password)
    await page.getByRole('button', { name: 'Make and save the file' }).click()
    await page.getByRole('button', { name: 'Stop' }).click()
    await expect(page.getByRole('progressbar')).toHaveCount(0)
    expect(await exportsOf(customer.customerId)).toEqual([])
  })

  const certificate = await test.step('the PEM file opens with its password', async () => {
    await page.getByRole('radio', { name: 'PEM' }).check()
    await backup.check()
    expect(await extractableKeys(page)).toEqual({ made: 1, alive: 1 })
    const file = await makeFile(page)
    const pem = await readFile(file.path, 'utf8')
    const own = new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERT')))
    expect(file.name).toBe(`signet-${own.serialNumber.slice(0, 8).toLowerCase()}.pem`)
    expect(own.checkPrivateKey(createPrivateKey({ key: pem, passphrase: password }))).toBe(true)
    expect(() => createPrivateKey({ key: pem, passphrase: 'another' })).toThrow()
    expect(pem.match(/BEGIN CERTIFICATE/g)).toHaveLength(3)
    await rm(file.path)
    return own
  })

  await test.step('after the wizard nothing extractable is left', async () => {
    await page.getByRole('button', { name: 'Go on', exact: true }).click()
    await expect(page.getByText('Locked copy', { exact: true })).toBeVisible()
    await expect.poll(() => extractableKeys(page)).toEqual({ made: 1, alive: 0 })
    expect(await storedKeys(page)).toEqual([{ ...neverOut, hasBackup: true }])
  })

  await test.step('the backup saves it again as .p12, with its password only', async () => {
    await page.getByRole('link', { name: 'See my certificates' }).click()
    await page.getByRole('link', { name: /^Certificate / }).click()
    const typed = page.getByLabel('Password of the copy')
    await typed.fill('not the right one')
    await page.getByRole('button', { name: 'Make and save the file' }).click()
    await expect(typed).toHaveAccessibleDescription(/does not open the copy/)
    await typed.fill(password)
    const file = await makeFile(page)
    expect(file.name).toMatch(/^signet-[0-9a-f]{8}\.p12$/)
    const { own, issuers } = await certificatesIn(file.path, password)
    expect(new X509Certificate(own).fingerprint256).toBe(certificate.fingerprint256)
    expect(issuers).toHaveLength(2)
    await rm(file.path)
  })

  await test.step('deleted, it is gone; the page says what to do, and all is on record', async () => {
    page.on('dialog', (question) => question.accept())
    await page.getByRole('button', { name: 'Delete the copy' }).click()
    await expect(page.getByText('The locked copy is deleted.')).toBeVisible()
    expect(await storedKeys(page)).toEqual([{ ...neverOut, hasBackup: false }])
    await page.reload()
    await expect(page.getByText('no locked copy was kept')).toBeVisible()
    expect(await exportsOf(customer.customerId)).toEqual([
      'certificate.exported pem own',
      'certificate.backup_made',
      'certificate.exported p12 backup',
      'certificate.backup_deleted',
    ])
  })
})

async function exportsOf(customerId: string): Promise<string[]> {
  const rows = await sql<{ act: string }>(
    `SELECT concat_ws(' ', action, detail ->> 'format', detail ->> 'password') AS act FROM audit_event
     WHERE customer_id = $1 AND action ~ '^certificate.(exported|backup)' ORDER BY id`,
    [customerId],
  )
  return rows.map(({ act }) => act)
}
