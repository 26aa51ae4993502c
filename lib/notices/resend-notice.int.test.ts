import { afterEach, beforeEach, expect, test } from 'vitest'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { eventOf, refusesOthers } from '@/test/help-act'
import { testStaff, withReason } from '@/test/staff'
import { enqueueNotice } from './enqueue-notice'
import { openBody, openDestination } from './notice-body'
import { notifyStaff } from './notify-staff'
import { resendNotice } from './resend-notice'

let customer: TestCustomer
let id: string
const notAfter = new Date('2027-11-20T16:00:00Z')
const newest = () =>
  database().outbox.findFirstOrThrow({
    where: { customerId: customer.customerId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
const settled = () =>
  database().outbox.updateMany({
    where: { status: 'pending' },
    data: { status: 'sent', sentAt: clock.now(), bodySealed: null },
  })
const resend = async (which = id) => {
  await settled()
  return resendNotice(withReason(await testStaff('support'), 'not arrived', 'TN-2'), { id: which })
}

beforeEach(async () => {
  customer = await testCustomer()
  const to = { customerId: customer.customerId }
  const values = { serialNumber: '4a11', notAfter }
  ;({ id } = await transaction((tx) =>
    enqueueNotice(tx, { to, channel: 'email', template: 'certificate_issued', values }),
  ))
  await settled()
})
afterEach(() => clock.shift(0))

test.each(['support', 'security', 'admin'] as const)('%s may', async (role) => {
  const staff = withReason(await testStaff(role), 'not arrived', 'TN-2')
  await resendNotice(staff, { id })
  const copy = await newest()
  expect(copy.id).not.toBe(id)
  expect(await eventOf(customer.customerId, 'notice.resent')).toMatchObject({
    actorKind: 'staff',
    actorId: staff.staffId,
    objectId: copy.id,
    detail: {
      template: 'certificate_issued',
      original: id,
      role,
      staffReason: 'not arrived',
      ticket: 'TN-2',
    },
  })
})

test('is written anew: to the present address, in the present language, its days as days', async () => {
  await database().customer.update({
    where: { id: customer.customerId },
    data: { email: 'moved@example.com', locale: 'zh-TW' },
  })
  await resend()
  const copy = await newest()
  expect(openDestination(copy.id, copy.destinationSealed)).toBe('moved@example.com')
  const { subject, text } = openBody(copy.id, copy.bodySealed ?? Buffer.alloc(0))
  expect(subject).toBe('您的憑證已核發')
  expect(text).toContain('2027年11月21日')
  expect(text).toMatch(/^這是客服人員重新寄給您的訊息/)
  expect(copy).toMatchObject({ status: 'pending', template: 'certificate_issued', resendsId: id })
})

test('what looks like an instant in a name stays as it is', async () => {
  const name = '2027-01-01T00:00:00.000Z'
  const sent = await transaction((tx) =>
    enqueueNotice(tx, {
      to: { customerId: customer.customerId },
      channel: 'email',
      template: 'key_created',
      values: { name, accessKey: 'AK1', kind: 'ed25519' },
    }),
  )
  await resend(sent.id)
  const copy = await newest()
  expect(openBody(copy.id, copy.bodySealed ?? Buffer.alloc(0)).subject).toContain(name)
  expect(await eventOf(customer.customerId, 'notice.resent')).toMatchObject({
    detail: { template: 'key_created', name, kind: 'ed25519' },
  })
})

test('what is still waiting is not sent again: it goes out by itself', async () => {
  await resend()
  const staff = withReason(await testStaff('support'))
  await expect(resendNotice(staff, { id: (await newest()).id })).rejects.toMatchObject({
    code: 'notice_waiting',
  })
})

test('three times a day, copies of copies included', async () => {
  await resend()
  await resend((await newest()).id)
  await resend()
  await settled()
  const limit = { code: 'notice_resend_limit', values: { max: 3 } }
  await expect(resend()).rejects.toMatchObject(limit)
  await expect(resend((await newest()).id)).rejects.toMatchObject(limit)
  clock.shift(86_401)
  await resend()
})

test('no more than that at once either', async () => {
  const done = await Promise.allSettled(Array.from({ length: 5 }, () => resend()))
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
})

test.each([
  ['a code', 'otp_sign_in', { code: '407318', minutes: 5 }],
  ['a link', 'activation', { link: 'https://signet.example/activate?token=x', hours: 24 }],
] as const)('never %s', async (_what, template, values) => {
  const to = { customerId: customer.customerId }
  const sent = await transaction((tx) => enqueueNotice(tx, { to, channel: 'email', template, values }))
  await expect(resend(sent.id)).rejects.toMatchObject({ code: 'notice_not_resendable' })
})

test('nor a message to staff', async () => {
  const staff = await testStaff('admin')
  await transaction((tx) => notifyStaff(tx, staff.staffId, 'password_changed', { address: '192.0.2.1' }))
  const { id: theirs } = await database().outbox.findFirstOrThrow({ where: { staffId: staff.staffId } })
  await expect(resend(theirs)).rejects.toMatchObject({ code: 'notice_not_resendable' })
})

refusesOthers(
  'notice:resend',
  (actor) => resendNotice(actor, { id }),
  () => [[customer, 'forbidden']],
)

test.each(['00000000-0000-4000-8000-000000000000', 'x', ''])(
  'an id that is nobody’s: %j',
  async (unknown) => {
    await expect(resend(unknown)).rejects.toMatchObject({ code: 'not_found' })
  },
)
