import { randomUUID } from 'node:crypto'
import { counter } from '@/lib/identity/throttle'
import {
  act,
  expectDone,
  expectMessage,
  nameCustomer,
  signInCustomer,
  signInToDesk,
  tryAsCustomer,
} from '../support/at-the-desk'
import { giveKey } from '../support/give-keys'
import { givePassword, password } from '../support/give-password'
import { grantCertificate } from '../support/grant-certificate'
import { newCustomer } from '../support/new-customer'
import { messagesTo } from '../support/outbox-code'
import { sql } from '../support/sql'
import { signingInStaff } from '../support/staff'
import { expect, test } from '../support/test'

test.use({ signedIn: false })

test('support: finds a customer and helps, on a phone in the dark, in Chinese', async ({ openBrowser }) => {
  const language = 'zh-TW'
  const member = await signingInStaff('support')
  const customer = await newCustomer()
  const name = `沈琦${randomUUID().slice(0, 6)}`
  await nameCustomer(customer, name)
  await givePassword(customer)
  const key = await giveKey(customer, { name: 'Night bot' })
  const [row] = await sql<{ accessKey: string }>(
    'SELECT access_key AS "accessKey" FROM api_key WHERE id = $1',
    [key],
  )
  const { id: certificate, serialNumber } = await grantCertificate(customer)
  const account = `/admin/customers/${customer.customerId}`

  const page = await openBrowser({
    locale: language,
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
    hasTouch: true,
  })
  const asked: string[] = []
  page.on('request', (request) => void asked.push(request.url()))
  page.on('framenavigated', (frame) => void asked.push(frame.url()))
  await signInToDesk(page, member, language)

  await test.step('by whatever the customer can tell', async () => {
    for (const [typed, place] of [
      [name, account],
      [customer.nationalId.toLowerCase(), account],
      [customer.phone.replace('+886', '0'), account],
      [row?.accessKey ?? '', `${account}/keys?at=${key}#key-${key}`],
      [serialNumber, `${account}/certificates?at=${certificate}#certificate-${certificate}`],
    ] as const) {
      await page.goto('/admin')
      await page.getByLabel('查詢客戶').fill(typed)
      await page.getByRole('button', { name: '查詢' }).click()
      await expect(page, `found by ${typed}`).toHaveURL(place)
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    }
  })

  await test.step('unlocks an account that strangers locked', async () => {
    await sql(
      `INSERT INTO sign_in_throttle (scope, subject, failures, customer_id) VALUES ('account', $1, 9, $2)`,
      [counter('account', customer.nationalId).subject, customer.customerId],
    )
    const stranger = await openBrowser()
    await stranger.goto('/sign-in')
    await tryAsCustomer(stranger, customer.nationalId, 'not the right one')
    await expect(stranger.getByText('The ID number or the password is not right.')).toBeVisible()
    const own = await openBrowser()
    await own.goto('/sign-in')
    await tryAsCustomer(own, customer.nationalId, password)
    await expect(own.getByText('needs a one-time password too')).toBeVisible()

    await page.goto(account)
    await expect(page.getByText('鎖定：密碼錯誤')).toBeVisible()
    await act(page, { open: '解除鎖定', confirm: '解除鎖定', reason: '客戶來電', ticket: 'TN-31' }, language)
    await expectDone(page, /^已可再次登入/)
    await expect(page.getByText('鎖定：密碼錯誤')).toHaveCount(0)
    await signInCustomer(await openBrowser(), customer.nationalId)
    expect(await expectMessage(page, customer, 'staff_unlocked')).toContain('TN-31')
  })

  const own = await openBrowser({ as: customer })
  await test.step('sends a message again', async () => {
    const ofNewBrowser = async () =>
      (await messagesTo(page, customer)).filter(({ template }) => template === 'signin_new_device')
    await expectMessage(page, customer, 'signin_new_device')
    const before = (await ofNewBrowser()).length
    await page.goto(`${account}/messages`)
    await act(page, { open: '重送 有新的瀏覽器登入您的帳戶', confirm: '重送', reason: '沒有收到' }, language)
    await expectDone(page, '訊息正在寄送。')
    await expect.poll(async () => (await ofNewBrowser()).length).toBe(before + 1)
  })

  await test.step('deactivates a key; the customer sees it, is told, and both records say so', async () => {
    await page.goto(`${account}/keys`)
    await act(
      page,
      { open: '停用 Night bot', confirm: '停用金鑰', reason: '疑似外洩', ticket: 'TN-32' },
      language,
    )
    await expectDone(page, '已停用金鑰，並將以電子郵件通知客戶。')
    await expect(page.getByRole('button', { name: /停用/ })).toHaveCount(0)
    const mail = await expectMessage(page, customer, 'staff_key_deactivated')
    expect(mail).toContain('TN-32')
    expect(mail).not.toContain('疑似外洩')
    expect(mail).not.toContain(member.name)

    await own.goto(`/keys/${key}`)
    await expect(own.getByRole('button', { name: 'Activate this key' })).toBeVisible()
    await own.goto('/activity')
    await expect(own.getByText('Support deactivated API key “Night bot”')).toBeVisible()
    expect(await own.content()).not.toContain('疑似外洩')
    await page.goto(account)
    const event = page.getByRole('listitem').filter({ hasText: '已停用 API 金鑰「Night bot」' })
    await expect(event).toContainText(`${member.name}（客服）`)
    await expect(event).toContainText('原因：疑似外洩')
    await expect(event).toContainText('案件編號 TN-32')
  })

  await test.step('ends the customer’s sessions', async () => {
    await act(page, { open: '結束所有登入', confirm: '結束所有登入' }, language)
    await expectDone(page, /^已結束 \d 個登入/)
    await own.getByRole('link', { name: 'Home', exact: true }).click()
    await expect(own).toHaveURL(/\/sign-in/)
  })

  await test.step('looks at the whole ID number, with a reason', async () => {
    await expect(page.getByRole('dialog')).toHaveCount(0)
    expect(await page.content()).not.toContain(customer.nationalId)
    await act(page, { open: '顯示 完整身分證字號', confirm: '顯示字號', reason: ' ' }, language)
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByLabel('原因', { exact: true })).toBeFocused()
    await expect(dialog.getByText('請簡短說明為何要執行這項操作。')).toBeVisible()
    await dialog.getByLabel('原因', { exact: true }).fill('核對身分證影本')
    await dialog.getByRole('button', { name: '顯示字號' }).click()
    await expect(dialog.getByText(customer.nationalId)).toBeVisible()
    await dialog.getByRole('button', { name: '關閉' }).click()
    await expect(page.getByText('已顯示完整身分證字號')).toBeVisible()
    expect(await page.content()).not.toContain(customer.nationalId)
  })

  expect(asked.length).toBeGreaterThan(20)
  expect(asked.filter((url) => url.toUpperCase().includes(customer.nationalId))).toEqual([])
})
