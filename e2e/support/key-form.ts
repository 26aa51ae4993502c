import type { Page } from '@playwright/test'

export type KeyEntries = {
  name?: string
  /** Beginnings of their labels. */
  permissions?: string[]
  addresses?: string
  firstDay?: string
  lastDay?: string
}

/** Fills in the fields that are named and leaves the others. */
export async function fillKeyForm(page: Page, entries: KeyEntries): Promise<void> {
  if (entries.name !== undefined) await page.getByLabel('Name', { exact: true }).fill(entries.name)
  for (const label of entries.permissions ?? []) await permission(page, label).check()
  if (entries.addresses !== undefined)
    await page.getByLabel('Addresses it may be used from').fill(entries.addresses)
  if (entries.firstDay !== undefined) await page.getByLabel('First day').fill(entries.firstDay)
  if (entries.lastDay !== undefined) await page.getByLabel('Last day').fill(entries.lastDay)
}

export function permission(page: Page, label: string) {
  return page.getByRole('checkbox', { name: new RegExp(`^${label}`) })
}

export function createButton(page: Page) {
  return page.getByRole('button', { name: 'Confirm and create' })
}

export function saveButton(page: Page) {
  return page.getByRole('button', { name: 'Save changes' })
}

/** The dialog that asks for a one-time password. */
export function otpDialog(page: Page) {
  return page.getByRole('dialog', { name: /Confirm that it is you|Enter the six digits we sent/ })
}

/** The dialog that shows the secret. */
export function secretDialog(page: Page) {
  return page.getByRole('dialog', { name: 'Store the secret now' })
}

/** The sentence above a form that was refused as a whole. Next keeps an empty alert of its own on every page. */
export function refusal(page: Page) {
  return page.locator('[role=alert]:not(#__next-route-announcer__)')
}
