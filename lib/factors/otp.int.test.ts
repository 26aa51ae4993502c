import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { openBody } from '@/lib/notices/notice-body'
import { type TestCustomer, testCustomer, testSession } from '@/test/customer'
import { checkOtp } from './check-otp'
import { digestOf } from './digest-of'
import { issueOtp } from './issue-otp'
import { otpLimits } from './limits'

const digest = digestOf('key-create', { name: 'first' })
let customer: TestCustomer

beforeEach(async () => {
  customer = await testCustomer()
})
afterEach(() => clock.shift(0))

type About = Partial<Parameters<typeof issueOtp>[1]>

const about = (other: About = {}) => ({
  actor: customer,
  customerId: customer.customerId,
  sessionId: customer.sessionId,
  purpose: 'key-create' as const,
  digest,
  channel: 'sms' as const,
  ...other,
})
const issue = (other: About = {}) => transaction((tx) => issueOtp(tx, about(other)))
const check = (code: string, other: About = {}) => checkOtp({ ...about(other), code, field: 'stepUpCode' })

/** The code as the customer gets it. */
async function codeOf(outboxId: string): Promise<string> {
  const { bodySealed } = await database().outbox.findUniqueOrThrow({ where: { id: outboxId } })
  return openBody(outboxId, bodySealed ?? new Uint8Array()).code ?? ''
}
const wrongFor = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
async function fresh(other: About = {}): Promise<string> {
  return codeOf((await issue(other)).outboxId)
}
const refused = (code: string, values: object = {}) => ({
  code,
  values,
  fields: { stepUpCode: { code, values } },
})
const eventsOf = (action: string) =>
  database().auditEvent.findMany({
    where: { customerId: customer.customerId, action },
    orderBy: { id: 'asc' },
  })

describe('a right code', () => {
  test('is taken once, and both are on record', async () => {
    const code = await fresh()
    expect(await check(code)).toEqual({ channel: 'sms' })
    await expect(check(code)).rejects.toMatchObject(refused('otp_used'))
    expect(await eventsOf('otp.sent')).toMatchObject([{ detail: { purpose: 'key-create', channel: 'sms' } }])
    expect(await eventsOf('otp.confirmed')).toHaveLength(1)
    expect(await eventsOf('otp.refused')).toMatchObject([{ detail: { reason: 'otp_used' } }])
  })

  test('is taken with spaces and full-width digits', async () => {
    const code = await fresh()
    const wide = [...code].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    await expect(check(`${wide.slice(0, 3).join('')}　${wide.slice(3).join('')} `)).resolves.toBeTruthy()
  })

  test('of 50 submitted at once, one is taken', async () => {
    const code = await fresh()
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => check(code)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject(refused('otp_used'))
  })

  test.each([
    ['another session', async () => ({ sessionId: (await testSession(customer.customerId)).sessionId })],
    ['another purpose', async () => ({ purpose: 'key-widen' as const })],
    ['another digest', async () => ({ digest: digestOf('key-create', { name: 'second' }) })],
    ["somebody else's account", async () => ({ customerId: (await testCustomer()).customerId })],
  ])('is worth nothing for %s', async (_what, other) => {
    const code = await fresh()
    await expect(check(code, await other())).rejects.toMatchObject({ code: 'otp_expired' })
    await expect(check(code)).resolves.toBeTruthy()
  })

  test('is dead after its time', async () => {
    const code = await fresh()
    clock.shift(otpLimits.lifeSeconds + 1)
    await expect(check(code)).rejects.toMatchObject(refused('otp_expired'))
  })

  test('is replaced by a newer one for the same thing', async () => {
    const older = await fresh()
    clock.shift(otpLimits.resendSeconds + 1)
    const newer = await fresh()
    if (older !== newer) await expect(check(older)).rejects.toMatchObject({ code: 'otp_wrong' })
    await expect(check(newer)).resolves.toBeTruthy()
  })
})

describe('a wrong code', () => {
  test('counts down; the sixth try is refused even when it is right', async () => {
    const code = await fresh()
    for (const left of [4, 3, 2, 1, 0])
      await expect(check(wrongFor(code))).rejects.toMatchObject(refused('otp_wrong', { left }))
    await expect(check(code)).rejects.toMatchObject(refused('otp_too_many_tries'))
    expect(await eventsOf('otp.refused')).toHaveLength(6)
  })

  test('of 30 at once, five are looked at', async () => {
    const code = await fresh()
    const answers = await Promise.allSettled(Array.from({ length: 30 }, () => check(wrongFor(code))))
    const codes = answers.map((answer) => answer.status === 'rejected' && answer.reason.code)
    expect(codes.filter((one) => one === 'otp_wrong')).toHaveLength(5)
    expect(codes.filter((one) => one === 'otp_too_many_tries')).toHaveLength(25)
  })

  test.each(['', '12345', '1234567', 'abcdef'])('%j is malformed and not a try', async (typed) => {
    const code = await fresh()
    await expect(check(typed)).rejects.toMatchObject(refused('otp_malformed'))
    await expect(check(code)).resolves.toBeTruthy()
  })

  test('a hundred in a row stop codes on the account, and a success ends the row', async () => {
    const row = {
      ...about(),
      actor: undefined,
      codeHash: Buffer.alloc(32),
      expiresAt: clock.now(),
      attempts: 5,
    }
    const { actor: _, ...data } = row
    await database().otpChallenge.createMany({
      data: Array.from({ length: 19 }, () => ({
        ...data,
        createdAt: new Date(Date.now() - 30 * 86_400_000),
      })),
    })
    const code = await fresh()
    for (let tries = 0; tries < 4; tries++) await expect(check(wrongFor(code))).rejects.toThrow('otp_wrong')
    await database().otpChallenge.updateMany({ where: { attempts: 4 }, data: { attempts: 5 } })
    clock.shift(otpLimits.resendSeconds + 1)
    await expect(issue()).rejects.toMatchObject({ code: 'otp_locked' })

    await database().stepUp.create({
      data: {
        customerId: customer.customerId,
        sessionId: customer.sessionId,
        purpose: 'key-create',
        digest,
        nonce: Buffer.alloc(32),
        expiresAt: clock.now(),
        provedAt: new Date(clock.now().getTime() + 400_000),
        provedBy: 'certificate:4a',
      },
    })
    await expect(issue()).resolves.toBeTruthy()
  })
})

describe('sending', () => {
  test('again is refused for a minute, then not', async () => {
    await issue()
    await expect(issue()).rejects.toMatchObject({ code: 'otp_resend_too_soon', values: { seconds: 60 } })
    clock.shift(otpLimits.resendSeconds - 10)
    await expect(issue()).rejects.toMatchObject({ values: { seconds: 10 } })
    clock.shift(otpLimits.resendSeconds + 1)
    await expect(issue()).resolves.toBeTruthy()
  })

  test('by the other channel need not wait', async () => {
    const { outboxId } = await issue()
    await expect(issue({ channel: 'email' })).resolves.toBeTruthy()
    for (const channel of ['sms', 'email'] as const)
      await expect(issue({ channel })).rejects.toMatchObject({ code: 'otp_resend_too_soon' })
    // The replaced code's message is gone, so it can't arrive after the newer one.
    expect(await database().outbox.findUnique({ where: { id: outboxId } })).toMatchObject({
      status: 'expired',
      bodySealed: null,
    })
  })

  test('of 25 for different things at once, ten are sent in a day', async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 25 }, (_, n) => issue({ digest: digestOf('key-create', { n }) })),
    )
    const reasons = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
    expect(reasons).toHaveLength(15)
    for (const reason of reasons)
      expect(reason).toMatchObject({ code: 'otp_daily_limit', values: { limit: 10, hours: 24 } })
    expect(await eventsOf('otp.sent')).toHaveLength(10)
    clock.shift(86_401)
    await expect(issue()).resolves.toBeTruthy()
  })
})

test('the code stands nowhere in the database', async () => {
  const code = await fresh()
  const rows = await database().$queryRaw<{ text: string }[]>`
    SELECT row_to_json(o)::text AS text FROM outbox o UNION ALL SELECT row_to_json(c)::text FROM otp_challenge c
    UNION ALL SELECT row_to_json(a)::text FROM audit_event a`
  const forms = [code, Buffer.from(code).toString('hex'), Buffer.from(code).toString('base64')]
  // Hash and ciphertext are hex here; six decimal digits alone could occur in them by chance.
  const plain = rows.map(({ text }) => text.replace(/\\\\x[0-9a-f]+/g, '').replace(/[0-9a-f-]{36}/g, ''))
  for (const form of forms.slice(1)) for (const { text } of rows) expect(text).not.toContain(form)
  for (const text of plain) expect(text).not.toContain(`${code}`)
})
