import { newStaff } from './support/staff'
import { expect, test } from './support/test'

test.use({ signedIn: false })

test('what is too little to look for stays in the box, to be added to', async ({ openBrowser }) => {
  const page = await openBrowser({ staff: await newStaff('support') })
  await page.goto('/admin')
  await page.getByLabel('Find a customer').fill('%')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByText('This is too little to look for. Type more of it.')).toBeVisible()
  await expect(page.getByLabel('Find a customer')).toHaveValue('%')
})
