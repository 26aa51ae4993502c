import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoCustomers, demoPassword } from '@/lib/identity/demo-customers'
import { expectAccessible } from './support/accessible'
import { applyForCertificate, saveFile } from './support/apply-for-certificate'
import { confirmByCode } from './support/confirm-by-code'
import { createButton, fillKeyForm, otpDialog, permission, secretDialog } from './support/key-form'
import { messagesTo } from './support/outbox-code'
import { certificatesIn, curl, isInstalled, keytool, openssl, verifyChain } from './support/p12'
import { sql } from './support/sql'
import { storedKeys } from './support/stored-keys'
import { expect, test } from './support/test'

test.use({ signedIn: false })

const [demo] = demoCustomers

/** On a database that has seen this journey before: as if it had not. */
async function forgetEarlierRuns(): Promise<string> {
  const [row] = await sql<{ id: string }>('SELECT id FROM customer WHERE email = $1', [demo.email])
  const id = row?.id ?? ''
  await sql("UPDATE certificate SET status = 'void' WHERE customer_id = $1", [id])
  await sql('DELETE FROM otp_challenge WHERE customer_id = $1', [id])
  await sql('DELETE FROM api_key WHERE customer_id = $1', [id])
  return id
}

test('first visit to first key', async ({ page, openBrowser }) => {
  const customerId = await forgetEarlierRuns()

  await test.step('sign in as a demo customer', async () => {
    await page.goto('/')
    await expect(page).toHaveURL('/sign-in?next=%2F')
    await page.getByRole('button', { name: `Fill in the form for ${demo.latinName}` }).click()
    await expect(page.getByLabel('ID number')).toHaveValue(demo.nationalId)
    await expect(page.getByLabel('Password')).toHaveValue(demoPassword)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL('/')
  })

  await test.step('home says what is next', async () => {
    const next = page.getByRole('region', { name: 'Apply for your certificate' })
    await next.getByRole('link', { name: 'Apply for a certificate' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Apply for a web certificate' })).toBeVisible()
  })

  await test.step('the certificate, with a one-time password for this key', async () => {
    await applyForCertificate(page, demo)
    await expectAccessible(page, 'the export step')
    expect(await storedKeys(page)).toMatchObject([{ extractable: false, usages: ['sign'], hasBackup: false }])
  })

  const file = join(tmpdir(), `signet-first-visit-${process.pid}.p12`)
  await test.step('the file', async () => {
    await page.getByLabel('Login ID', { exact: true }).fill('F223456786')
    await page.getByRole('button', { name: 'Make and save the file' }).click()
    await expect(page.getByLabel('Login ID', { exact: true })).toHaveAccessibleDescription(
      /not the ID you sign in with/,
    )
    const download = await saveFile(page, demo.nationalId.toLowerCase())
    expect(download.suggestedFilename()).toMatch(/^signet-[0-9a-f]{8}\.p12$/)
    await download.saveAs(file)
  })

  await test.step('opens in the programs that customers use, with the right password only', async () => {
    const { own, issuers } = await certificatesIn(file, demo.nationalId)
    expect(issuers).toHaveLength(2)
    const verified = await verifyChain(own, issuers)
    expect(verified.code, verified.output).toBe(0)
    const opened: string[] = []
    for (const opener of [openssl, keytool, curl]) {
      if (!(await isInstalled(opener.name))) {
        test.info().annotations.push({ type: 'left out', description: `${opener.name} is not installed` })
        continue
      }
      const right = await opener.open(file, demo.nationalId)
      expect(right.code, `${opener.name}: ${right.output}`).toBe(0)
      opened.push(right.output)
      expect((await opener.open(file, 'A123456788')).code, `${opener.name} with a wrong password`).not.toBe(0)
    }
    expect(opened[0]).toContain('PRIVATE KEY')
    await rm(file)
  })

  await test.step('the first key, confirmed by the browser without a question', async () => {
    await page.getByRole('button', { name: 'Go on', exact: true }).click()
    await expect(page.getByText('In this browser, and in the file you saved')).toBeVisible()
    await page.getByRole('link', { name: 'Add your first API key' }).click()
    await fillKeyForm(page, { name: 'My first bot', permissions: ['Market data'], addresses: '198.51.100.7' })
    await expect(page.getByRole('region', { name: 'In words' })).toContainText(
      'From one address, without an end, this key can read market data.',
    )
    await createButton(page).click()
    await expect(secretDialog(page)).toBeVisible()
    await expectAccessible(page, 'the secret')
    const proofs = await sql(
      'SELECT proved_by FROM step_up WHERE customer_id = $1 AND purpose = $2 AND used_at IS NOT NULL ORDER BY used_at DESC LIMIT 1',
      [customerId, 'key-create'],
    )
    expect(proofs).toEqual([{ proved_by: expect.stringMatching(/^certificate:[0-9a-f]{40}$/) }])
    await secretDialog(page).getByRole('button', { name: 'I have stored it' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'My first bot' })).toBeVisible()
  })

  await test.step('home is in order, and everything is on record', async () => {
    await page.getByRole('link', { name: 'Home' }).click()
    await expect(page.getByText('Everything is in order.')).toBeVisible()
    await page.getByRole('link', { name: 'Activity', exact: true }).click()
    for (const act of [
      'API key “My first bot” added',
      'Certificate and key exported as a PKCS #12 file',
      'Web certificate issued',
    ])
      await expect(page.getByText(act).first()).toBeVisible()
    await expect
      .poll(async () => (await messagesTo(page, demo)).map(({ template }) => template), { timeout: 20_000 })
      .toEqual(expect.arrayContaining(['certificate_issued', 'key_created']))
  })

  await test.step('another browser, without the key, is asked for a code', async () => {
    const other = await openBrowser({ as: { customerId } })
    await other.goto('/keys/new')
    await fillKeyForm(other, { name: 'From elsewhere' })
    await permission(other, 'Market data').check()
    await createButton(other).click()
    await expect(otpDialog(other)).toContainText('A one-time password confirms this new API key')
    await expectAccessible(other, 'the question for a code')
    await confirmByCode(other, demo, 'e-mail')
    await expect(secretDialog(other)).toBeVisible()
  })
})
