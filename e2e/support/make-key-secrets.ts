import type { Page } from '@playwright/test'
import { base58 } from '@scure/base'
import { createButton, fillKeyForm, secretDialog } from './key-form'
import { expect } from './test'
import type { Secret } from './traces-of'

/**
 * A key with a passphrase that is then given another secret beside the first, in a browser that holds the customer's
 * certificate key.
 * @returns the passphrase and both secrets
 */
export async function makeKeySecrets(page: Page): Promise<Secret[]> {
  const passphrase = 'Kept5esame!Tight'
  await page.goto('/keys/new')
  await fillKeyForm(page, { name: 'Kept terminal', permissions: ['Market data'] })
  await page.getByText('The program was written for another exchange').click()
  await page.getByLabel('How it signs its requests').selectOption('OKX')
  await page.getByLabel('Passphrase').fill(passphrase)
  await createButton(page).click()
  const first = await storedSecret(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Kept terminal' })).toBeVisible()
  await page.getByText('New secret…').click()
  await page.getByRole('button', { name: 'Give it a new secret' }).click()
  const second = await storedSecret(page)
  await expect(page.getByText(/^The old secret works until/)).toBeVisible()
  return [
    { what: 'passphrase of a key', text: passphrase },
    keySecret('secret that was replaced', first),
    keySecret('secret in its place', second),
  ]
}

/** Reads the secret off the dialog that shows it, and closes that. */
export async function storedSecret(page: Page): Promise<string> {
  const dialog = secretDialog(page)
  const secret = (await dialog.getByText(/^sgs_\w+$/).textContent()) ?? ''
  await dialog.getByRole('button', { name: 'I have stored it' }).click()
  return secret
}

/** Its bytes are those without the four of its check sum. */
export function keySecret(what: string, text: string): Secret {
  return { what, text, bytes: base58.decode(text.slice(4)).slice(0, -4) }
}
