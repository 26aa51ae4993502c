import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { markLocked } from '@/lib/factors/mark-locked'
import { counter } from '@/lib/identity/throttle'
import { throttleRules } from '@/lib/identity/throttle-rules'
import { notifyCustomer } from '@/lib/notices/notify-customer'
import { resendNotice } from '@/lib/notices/resend-notice'
import { giveCertificate } from '@/test/certificate'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { makeKey } from '@/test/keys'
import { failTimes, restoreTime, signableCustomer, stopTime } from '@/test/signing-in'
import { type TestStaff, testStaff, withReason } from '@/test/staff'
import { findCustomer } from './find-customer'
import { needsAttention } from './needs-attention'
import { deskQuerySchema } from './schema'

let staff: TestStaff
let customer: TestCustomer

beforeAll(async () => {
  staff = await testStaff('support')
})
beforeEach(async () => {
  customer = await testCustomer()
})

describe('what needs attention', () => {
  const listed = async (list: Parameters<typeof needsAttention>[1]) =>
    (await needsAttention(staff, list, { take: 100 })).items.filter(
      ({ customerId }) => customerId === customer.customerId,
    )

  test('are accounts that wrong passwords lock, told also of the customer', async () => {
    stopTime()
    try {
      const { nationalId, customerId } = await signableCustomer()
      await failTimes(nationalId, 9)
      const before = (await needsAttention(staff, 'locked', { take: 100 })).items
      expect(before.map((item) => item.customerId)).not.toContain(customerId)
      await failTimes(nationalId, 2)
      const { items } = await needsAttention(staff, 'locked', { take: 100 })
      expect(items).toContainEqual(expect.objectContaining({ customerId, by: 'password', name: 'Lin Mei' }))
      expect((await findCustomer(staff, customerId)).locked.password).toBe(true)
    } finally {
      restoreTime()
    }
  })

  test('are accounts that wrong codes lock, from page to page, and then those that passwords do', async () => {
    const locked: string[] = []
    for (let n = 0; n < 5; n++) {
      const { customerId } = await testCustomer()
      await database().otpChallenge.createMany({ data: Array.from({ length: 20 }, () => spent(customerId)) })
      await transaction((tx) => markLocked(tx, customerId))
      locked.push(customerId)
    }
    // One has proved to be the owner since: noted, but locked no more.
    await database().otpChallenge.deleteMany({ where: { customerId: locked[2] ?? '' } })
    const byPassword = await testCustomer()
    await database().signInThrottle.create({
      data: {
        ...counter('account', byPassword.nationalId),
        failures: throttleRules.account.most,
        lastFailedAt: clock.now(),
        customerId: byPassword.customerId,
      },
    })
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof needsAttention>> = await needsAttention(staff, 'locked', {
        after,
        take: 2,
      })
      seen.push(...page.items.map(({ customerId }) => customerId))
      after = deskQuerySchema.parse({ after: page.next }).after
    } while (after)
    const wanted = [locked[4], locked[3], locked[1], locked[0], byPassword.customerId]
    expect(seen.filter((id) => [...locked, byPassword.customerId].includes(id))).toEqual(wanted)
    expect((await needsAttention(staff, 'keys', { after: `codes.${randomUUID()}`, take: 2 })).items).toEqual(
      (await needsAttention(staff, 'keys', { take: 2 })).items,
    )
  })

  test('are messages that did not arrive, not those that were replaced or are old', async () => {
    const send = () => notifyCustomer(database(), customer.customerId, 'password_changed', { address: '::1' })
    await send()
    const where = { customerId: customer.customerId }
    expect(await listed('deliveries')).toEqual([])
    await database().outbox.updateMany({ where, data: { status: 'expired', bodySealed: null } })
    expect(await listed('deliveries')).toEqual([])
    await database().outbox.updateMany({ where, data: { status: 'expired', lastError: 'timeout' } })
    expect(await listed('deliveries')).toMatchObject([{ template: 'password_changed', channel: 'email' }])
    await database().outbox.updateMany({ where, data: { createdAt: addSeconds(clock.now(), -8 * 86_400) } })
    expect(await listed('deliveries')).toEqual([])
  })

  test('are no longer messages that were sent again, but for a copy that failed as well', async () => {
    const helper = withReason(staff)
    const where = { customerId: customer.customerId }
    const fail = { status: 'failed', lastError: 'timeout', bodySealed: null } as const
    const newest = () =>
      database().outbox.findFirstOrThrow({ where, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] })
    await notifyCustomer(database(), customer.customerId, 'password_changed', { address: '::1' })
    await database().outbox.updateMany({ where, data: fail })
    const [first] = await listed('deliveries')
    await resendNotice(helper, { id: (await newest()).id })
    const copy = await newest()
    for (const status of ['pending', 'held', 'sent'] as const) {
      await database().outbox.update({
        where: { id: copy.id },
        data: { status, ...(status === 'sent' && { bodySealed: null, sentAt: clock.now() }) },
      })
      expect(await listed('deliveries')).toEqual([])
    }
    await database().outbox.update({ where: { id: copy.id }, data: fail })
    expect(await listed('deliveries')).toMatchObject([{ outboxId: copy.id }])
    expect(first).not.toMatchObject({ outboxId: copy.id })
    await resendNotice(helper, { id: copy.id })
    expect(await listed('deliveries')).toEqual([])
  })

  test('are no longer certificates whose customer has one that lasts longer', async () => {
    const { customerId } = customer
    await giveCertificate(customerId)
    const ends = addSeconds(clock.now(), 3 * 86_400)
    await database().certificate.updateMany({ where: { customerId }, data: { notAfter: ends } })
    await giveCertificate(customerId)
    expect(await listed('certificates')).toEqual([])
    await database().certificate.updateMany({
      where: { customerId, notAfter: { gt: ends } },
      data: { status: 'revoked' },
    })
    expect(await listed('certificates')).toMatchObject([{ at: ends }])
  })

  test('are certificates and keys that end within a week', async () => {
    await giveCertificate(customer.customerId)
    const key = await makeKey(customer, { name: 'Ending' })
    expect([...(await listed('certificates')), ...(await listed('keys'))]).toEqual([])
    const end = addSeconds(clock.now(), 3 * 86_400)
    await database().certificate.updateMany({
      where: { customerId: customer.customerId },
      data: { notAfter: end },
    })
    await database().apiKey.update({
      where: { id: key.id },
      data: { windowRule: 'between', validBefore: end },
    })
    expect(await listed('certificates')).toMatchObject([{ at: end }])
    expect(await listed('keys')).toMatchObject([{ keyId: key.id, keyName: 'Ending', at: end }])
    await database().apiKey.update({ where: { id: key.id }, data: { status: 'inactive', slot: null } })
    expect(await listed('keys')).toEqual([])
  })

  test('goes on from page to page', async () => {
    const ends = addSeconds(clock.now(), 86_400)
    const mine: string[] = []
    for (let n = 0; n < 5; n++) {
      const one = await testCustomer()
      await giveCertificate(one.customerId)
      await database().certificate.updateMany({
        where: { customerId: one.customerId },
        data: { notAfter: ends },
      })
      mine.push(one.customerId)
    }
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof needsAttention>> = await needsAttention(staff, 'certificates', {
        after,
        take: 2,
      })
      expect(page.items.length).toBeLessThanOrEqual(2)
      seen.push(...page.items.map(({ customerId }) => customerId))
      after = page.next
    } while (after)
    expect(seen.filter((id) => mine.includes(id)).sort()).toEqual(mine.sort())
  })
})

/** A code that nobody typed right. */
function spent(customerId: string) {
  return {
    customerId,
    purpose: 'sign-in',
    digest: Buffer.alloc(32),
    channel: 'sms' as const,
    codeHash: Buffer.alloc(32),
    attempts: 5,
    expiresAt: addSeconds(clock.now(), -3600),
  }
}
