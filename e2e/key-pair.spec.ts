import { generateKeyPairSync, verify } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openssl } from '@/test/openssl'
import { confirmByCode } from './support/confirm-by-code'
import { grantCertificate } from './support/grant-certificate'
import { createButton, fillKeyForm } from './support/key-form'
import { sql } from './support/sql'
import { expect, test } from './support/test'

const publicKeys = (customerId: string) =>
  sql<{ spki: string; kind: string; dialect: string; passphrase: boolean }>(
    `SELECT encode(public_key, 'base64') AS spki, kind::text, dialect::text, passphrase_hash IS NOT NULL AS passphrase
     FROM api_key JOIN api_key_secret ON api_key_id = id WHERE customer_id = $1 ORDER BY api_key.created_at`,
    [customerId],
  )

test('a key pair made in the browser: its private key is saved there and sent nowhere', async ({
  page,
  customer,
}) => {
  await grantCertificate(customer)
  const sent: string[] = []
  page.on('request', (request) => sent.push(request.postDataBuffer()?.toString('latin1') ?? ''))
  await page.goto('/keys/new')
  await fillKeyForm(page, { name: 'Pair', permissions: ['Market data'] })
  await page.getByRole('radio', { name: /^Key pair/ }).check()
  await createButton(page).click()
  await confirmByCode(page, customer)
  const dialog = page.getByRole('dialog', { name: 'Save the private key now' })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download private key (PEM)' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^sgk_\w+\.pem$/)

  const folder = mkdtempSync(join(tmpdir(), 'signet-pair-'))
  try {
    const file = join(folder, 'key.pem')
    await download.saveAs(file)
    writeFileSync(join(folder, 'text'), 'what is signed')
    const spki = openssl(['pkey', '-in', file, '-pubout', '-outform', 'DER'])
    const [stored] = await publicKeys(customer.customerId)
    expect(stored).toMatchObject({ spki: spki.toString('base64'), kind: 'ed25519', dialect: 'signet' })
    const signature = openssl(['pkeyutl', '-sign', '-rawin', '-inkey', file, '-in', join(folder, 'text')])
    const key = { key: spki, format: 'der', type: 'spki' } as const
    expect(verify(null, Buffer.from('what is signed'), key, signature)).toBe(true)

    const body = readFileSync(file, 'utf8').split('\n')[1] ?? ''
    expect(body.length).toBeGreaterThan(60)
    const seed = Buffer.from(body, 'base64').subarray(-32)
    const forms = [body, body.slice(22, -1), seed.toString('hex'), seed.toString('base64url')]
    expect(sent.join('\n').length).toBeGreaterThan(1000)
    for (const form of forms) expect(sent.join('\n')).not.toContain(form)

    await dialog.getByRole('button', { name: 'I have stored it' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Pair' })).toBeVisible()
    await expect(page.getByText('Key pair (Ed25519), Signet')).toBeVisible()
    expect(await page.content()).not.toContain(seed.toString('base64').slice(0, 20))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a pasted private key does not leave the page; a public key makes a key without anything to store', async ({
  page,
  customer,
}) => {
  await grantCertificate(customer)
  const pair = generateKeyPairSync('ed25519')
  const pem = (type: 'spki' | 'pkcs8') =>
    `${(type === 'spki' ? pair.publicKey : pair.privateKey).export({ type: type as 'spki', format: 'pem' })}`
  const sent: string[] = []
  page.on('request', (request) => sent.push(request.postDataBuffer()?.toString('latin1') ?? ''))
  await page.goto('/keys/new')
  await fillKeyForm(page, { name: 'Own pair', permissions: ['Market data'] })
  await page.getByRole('radio', { name: /^Key pair/ }).check()
  await page.getByText('I have a key pair already').click()
  await page.getByLabel('Your public key').fill(pem('pkcs8'))
  await createButton(page).click()
  await expect(page.getByText('This is a private key. It has not been sent')).toBeVisible()
  expect(sent.join('\n')).not.toContain(pem('pkcs8').split('\n')[1] ?? '')

  await page.getByLabel('Your public key').fill(pem('spki'))
  await createButton(page).click()
  await confirmByCode(page, customer)
  const dialog = page.getByRole('dialog', { name: 'The key is ready' })
  await expect(dialog.getByText(/^sgk_/)).toBeVisible()
  await expect(dialog.getByText(/^sgs_/)).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Own pair' })).toBeVisible()
  const spki = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  expect(await publicKeys(customer.customerId)).toMatchObject([{ spki, kind: 'ed25519' }])
})

test('a browser that can make no key pairs says so; another dialect has its passphrase', async ({
  page,
  customer,
}) => {
  await grantCertificate(customer)
  await page.addInitScript(() => {
    const { generateKey } = SubtleCrypto.prototype
    SubtleCrypto.prototype.generateKey = function (this: SubtleCrypto, ...args: unknown[]) {
      if (args[0] === 'Ed25519') return Promise.reject(new DOMException('no', 'NotSupportedError'))
      return Reflect.apply(generateKey, this, args)
    } as typeof generateKey
  })
  await page.goto('/keys/new')
  await fillKeyForm(page, { name: 'Terminal', permissions: ['Market data'] })
  await page.getByRole('radio', { name: /^Key pair/ }).check()
  await createButton(page).click()
  await expect(page.getByText('This browser can’t make an Ed25519 key pair')).toBeVisible()

  await page.getByRole('radio', { name: /^Secret key/ }).check()
  await page.getByText('The program was written for another exchange').click()
  const passphrase = page.getByLabel('Passphrase')
  await expect(passphrase).toBeHidden()
  const pair = page.getByRole('radio', { name: /^Key pair/ })
  await expect(pair).toBeVisible()
  await page.getByLabel('How it signs its requests').selectOption('OKX')
  await expect(pair).toBeHidden()
  await passphrase.fill('too short')
  await createButton(page).click()
  await expect(page.getByText('A passphrase has 8 to 32 characters')).toBeVisible()
  await passphrase.fill('Open5esame!')
  await createButton(page).click()
  await confirmByCode(page, customer)
  await page.getByRole('button', { name: 'I have stored it' }).click()
  await expect(page.getByText('Secret (HMAC), OKX')).toBeVisible()
  expect(await page.content()).not.toContain('Open5esame!')
  expect(await publicKeys(customer.customerId)).toMatchObject([{ dialect: 'okx', passphrase: true }])
})
