import { randomNationalId } from '@/test/national-id'
import { newStaff } from './support/staff'
import { expect, test } from './support/test'

const fileBytes = 5 * 1024 * 1024

/** A file nearly as large as may be, its last row bad, and the line on which that stands. */
function largeFile(): { buffer: Buffer; lastLine: number } {
  const lines = ['name,national_id,email,phone,locale,note']
  const bad = '王小明,A123456788,last@example.com,0912345678,zh-TW,'
  let size = lines.join('').length + bad.length * 2
  for (const id of new Set(Array.from({ length: 45_000 }, randomNationalId))) {
    const line = `王小明,${id},customer-${lines.length}@mail.example.com,0912345678,zh-TW,${'-'.repeat(45)}`
    size += Buffer.byteLength(line) + 2
    if (size > fileBytes) break
    lines.push(line)
  }
  lines.push(bad)
  return { buffer: Buffer.from(lines.join('\r\n')), lastLine: lines.length }
}

test('a file as large as may be is looked through to its last line', async ({ openBrowser }) => {
  const { buffer, lastLine } = largeFile()
  expect(buffer.length).toBeGreaterThan(fileBytes * 0.95)
  expect(buffer.length).toBeLessThanOrEqual(fileBytes)
  const page = await openBrowser({ staff: await newStaff('admin') })
  await page.goto('/admin/customers/import')
  await page.getByLabel('File', { exact: true }).setInputFiles({
    ...{ name: 'all-branches.csv', mimeType: 'text/csv', buffer },
  })
  await page.getByRole('button', { name: 'Check the file' }).click()
  await expect(page).toHaveURL(/\/admin\/customers\/import\/[0-9a-f-]{36}$/, { timeout: 60_000 })
  await expect(page.getByRole('heading', { name: /^4\d,?\d{3} customers can be imported$/ })).toBeVisible()
  const problems = page.getByRole('row').filter({ hasText: /Line \d/ })
  await expect(problems).toHaveCount(1)
  await expect(problems).toContainText(
    new RegExp(`Line ${Math.floor(lastLine / 1000)},?${String(lastLine).slice(-3)}`),
  )
  await expect(problems).toContainText('This is not a valid ID number.')
})
