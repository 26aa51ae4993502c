import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { openBody } from '@/lib/notices/notice-body'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { eventOf } from '@/test/help-act'
import { remindOfEnds } from './remind-of-ends'

const day = 86_400
/** The last second of a day in Taipei. */
const notAfter = new Date('2028-03-01T15:59:59Z')
let customer: TestCustomer
let id: string

/** Moves the clock to so many seconds before the end. */
function secondsBefore(seconds: number): void {
  clock.shift(0)
  clock.shift((notAfter.getTime() - clock.now().getTime()) / 1000 - seconds)
}
const daysBefore = (days: number) => secondsBefore(days * day - 60)

/** Everything this customer was written, the oldest first. */
async function messages(): Promise<string[]> {
  const { customerId } = customer
  const rows = await database().outbox.findMany({ where: { customerId }, orderBy: { id: 'asc' } })
  return rows.map(({ id, template, bodySealed }) => {
    const { subject, text } = openBody(id, bodySealed ?? Buffer.alloc(0))
    return `${template}: ${subject}\n${text}`
  })
}
const told = async () => (await messages()).map((message) => message.split('\n')[0])
const marked = async () => {
  const rows = await database().certificateReminder.findMany({ where: { certificateId: id } })
  return rows.map(({ days }) => days).sort((a, b) => b - a)
}
const ending = (days: number) =>
  `certificate_ending: Your web certificate ends in ${days} ${days === 1 ? 'day' : 'days'}`

beforeEach(async () => {
  await database().certificateReminder.deleteMany()
  await database().certificate.updateMany({ data: { status: 'void' } })
  customer = await testCustomer()
  id = await giveCertificate(customer.customerId, {
    notAfter,
    issuedAt: addSeconds(notAfter, -365 * day),
  })
})
afterEach(() => clock.shift(0))

test('once at each of the policy’s days, and once when it has ended', async () => {
  for (let days = 50; days > -10; days -= 1) {
    daysBefore(days)
    await remindOfEnds()
    expect(await remindOfEnds()).toBe(0)
  }
  expect(await told()).toEqual([
    ...[45, 14, 7, 1].map(ending),
    'certificate_ended: Your web certificate has ended',
  ])
  expect(await marked()).toEqual([45, 14, 7, 1, 0])
  expect(await eventOf(customer.customerId, 'certificate.reminded')).toMatchObject({
    actorKind: 'system',
    objectId: id,
    detail: { days: 0 },
  })
})

test('not a second too early', async () => {
  secondsBefore(45 * day + 5)
  expect(await remindOfEnds()).toBe(0)
  secondsBefore(45 * day - 5)
  expect(await remindOfEnds()).toBe(1)
  secondsBefore(5)
  await remindOfEnds()
  secondsBefore(-5)
  await remindOfEnds()
  expect(await told()).toEqual([ending(45), ending(1), 'certificate_ended: Your web certificate has ended'])
})

test.each([
  [40, ending(40), [45]],
  [10, ending(10), [45, 14]],
  [1, ending(1), [45, 14, 7, 1]],
  [-2, 'certificate_ended: Your web certificate has ended', [45, 14, 7, 1, 0]],
])(
  'after days without a server, %d days before the end, one message tells it',
  async (days, words, marks) => {
    daysBefore(days)
    expect(await remindOfEnds()).toBe(1)
    expect(await remindOfEnds()).toBe(0)
    expect(await told()).toEqual([words])
    expect(await marked()).toEqual(marks)
  },
)

test('nobody is told of what ended long ago', async () => {
  daysBefore(-9)
  expect(await remindOfEnds()).toBe(0)
})

test('of two schedulers at once, one tells', async () => {
  daysBefore(7)
  const written = await Promise.all(Array.from({ length: 5 }, () => remindOfEnds()))
  expect(written.reduce((sum, one) => sum + one)).toBe(1)
  expect(await told()).toEqual([ending(7)])
})

describe('nobody is told', () => {
  test.each([
    ['of one that was revoked', () => update({ status: 'revoked', revokedAt: clock.now() })],
    ['of one that is not issued yet', () => update({ status: 'pending' })],
    ['of one that ends earlier, since another replaces it', () => update({ supersedeAt: notAfter })],
    [
      'of one that was issued for less than that',
      () => update({ issuedAt: addSeconds(notAfter, -30 * day) }),
    ],
    ['of one that was renewed', () => giveCertificate(customer.customerId, { renewsId: id })],
    ['while suspended', () => suspend(clock.now())],
  ])('%s', async (_what, change) => {
    daysBefore(40)
    await change()
    expect(await remindOfEnds()).toBe(0)
    expect(await told()).toEqual([])
  })

  test('but of one whose renewal was never issued, or is revoked', async () => {
    for (const status of ['pending', 'void', 'revoked'] as const)
      await giveCertificate(customer.customerId, { renewsId: id, status })
    daysBefore(40)
    expect(await remindOfEnds()).toBe(1)
  })

  test('and once restored, of what is due then', async () => {
    await suspend(clock.now())
    daysBefore(13)
    await remindOfEnds()
    await suspend(null)
    daysBefore(5)
    await remindOfEnds()
    expect(await told()).toEqual([ending(5)])
  })

  const update = (data: Parameters<ReturnType<typeof database>['certificate']['update']>[0]['data']) =>
    database().certificate.update({ where: { id }, data })
  const suspend = (suspendedAt: Date | null) =>
    database().customer.update({ where: { id: customer.customerId }, data: { suspendedAt } })
})

test('the message says what ends, when in the broker’s zone, and where to go, in the customer’s language', async () => {
  daysBefore(14)
  await remindOfEnds()
  const [english] = await messages()
  expect(english).toContain('1 Mar 2028, 23:59')
  expect(english).toContain(`http://localhost:3000/certificates/${id}`)
  customer = await testCustomer({ locale: 'zh-TW' })
  id = await giveCertificate(customer.customerId, { notAfter })
  await remindOfEnds()
  expect(await told()).toEqual(['certificate_ending: 您的憑證將於 14 天後到期'])
  expect((await messages())[0]).toContain('2028年3月1日 23:59')
})

test('one that can’t be written holds up none of the others', async () => {
  const other = await testCustomer()
  // After the first in the order in which they are taken.
  await giveCertificate(other.customerId, { notAfter: addSeconds(notAfter, 1) })
  daysBefore(14)
  await database().$executeRawUnsafe(
    `ALTER TABLE certificate_reminder ADD CONSTRAINT planted CHECK (certificate_id <> '${id}')`,
  )
  expect(await remindOfEnds()).toBe(1)
  expect(await told()).toEqual([])
  await database().$executeRaw`ALTER TABLE certificate_reminder DROP CONSTRAINT planted`
  expect(await remindOfEnds()).toBe(1)
  expect(await told()).toEqual([ending(14)])
})
