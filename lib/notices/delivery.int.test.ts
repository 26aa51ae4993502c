import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { type MailServer, startMailServer } from '@/test/mail-server'
import { type SmsGatewayServer, startSmsGateway } from '@/test/sms-gateway'
import { deliverDue } from './deliver-due'
import { deliverNotice } from './deliver-notice'
import { deliveryTimes } from './delivery-times'
import { enqueueNotice } from './enqueue-notice'
import { notifyCustomer } from './notify-customer'
import { outboxMessages } from './outbox-messages'

const secret = 'a shared secret of 32 characters'
let mail: MailServer = await startMailServer()
let sms: SmsGatewayServer = await startSmsGateway()
const configured = {
  SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
  SMS_WEBHOOK_URL: `http://127.0.0.1:${sms.port}/sms`,
  SMS_WEBHOOK_SECRET: secret,
}

let customer: TestCustomer
beforeEach(async () => {
  Object.assign(env(), configured)
  await database().outbox.deleteMany()
  customer = await testCustomer()
})
afterEach(() => {
  clock.shift(0)
  for (const server of [mail, sms]) {
    server.behaviour = 'take'
    server.received.length = 0
  }
})
afterAll(() => Promise.all([mail.stop(), sms.stop()]))

const code = '407318'
const enqueue = (channel: 'sms' | 'email', to = customer) =>
  transaction((tx) =>
    enqueueNotice(tx, {
      to: { customerId: to.customerId },
      channel,
      template: 'otp_key_create',
      values: { code, minutes: 5 },
      expiresAt: addSeconds(clock.now(), 300),
    }),
  )
const row = (id: string) => database().outbox.findUniqueOrThrow({ where: { id } })

describe('e-mail', () => {
  test('arrives in the customer’s language and is erased here', async () => {
    const { id } = await enqueue('email', await testCustomer({ locale: 'zh-TW' }))
    expect(await deliverNotice(id)).toBe('sent')
    const [message] = mail.received
    expect(message?.subject).toBe('新增 API 金鑰動態密碼')
    expect(message?.text).toContain(`${code}\n`)
    expect(message?.text).toContain('絕不會向您索取')
    expect(message?.messageId).toBe(`<${id}@signet>`)
    expect(message?.to?.[0]?.address).toMatch(/@example\.com$/)
    expect(await row(id)).toMatchObject({ status: 'sent', bodySealed: null, attempts: 1, lastError: null })
  })

  test('about the account is delivered by the worker, once', async () => {
    const values = { name: '<script>\r\nBcc: x@example.com', accessKey: 'AK1', kind: 'hmac' } as const
    await transaction((tx) => notifyCustomer(tx, customer.customerId, 'key_created', values))
    await Promise.all([deliverDue(), deliverDue(), deliverDue()])
    expect(mail.received).toHaveLength(1)
    expect(mail.received[0]?.text).toContain('AK1')
    expect(mail.received[0]?.bcc).toBeUndefined()
    expect(mail.received[0]?.to).toEqual([{ name: '', address: customer.email }])
    expect(await deliverDue()).toBe(0)
  })

  test('that the server refuses is tried again with growing pauses, then given up and erased', async () => {
    mail.behaviour = 'refuse'
    await transaction((tx) =>
      notifyCustomer(tx, customer.customerId, 'password_changed', { address: '192.0.2.1' }),
    )
    const { id } = await database().outbox.findFirstOrThrow()
    let after = 0
    for (const pause of deliveryTimes.pausesSeconds) {
      clock.shift(after + 1)
      expect(await deliverDue()).toBe(1)
      expect(await row(id)).toMatchObject({
        status: 'pending',
        lastError: expect.stringContaining('452'),
      })
      clock.shift(after + pause - 2)
      expect(await deliverDue()).toBe(0)
      after += pause + 2
    }
    clock.shift(after + 1)
    expect(await deliverDue()).toBe(1)
    expect(await row(id)).toMatchObject({ status: 'failed', bodySealed: null, attempts: 9 })
    mail.behaviour = 'take'
    clock.shift(after + 10 * 86_400)
    expect(await deliverDue()).toBe(0)
    expect(mail.received).toHaveLength(0)
  })

  test('to a server that is down says so, and arrives once it is back', async () => {
    const { port } = mail
    await mail.stop()
    const { id } = await enqueue('email')
    expect(await deliverNotice(id)).toBe('failed')
    expect(await row(id)).toMatchObject({ status: 'pending', attempts: 1 })
    mail = await startMailServer(port)
    clock.shift(6)
    expect(await deliverDue()).toBe(1)
    expect(mail.received).toHaveLength(1)
    expect(await row(id)).toMatchObject({ status: 'sent', bodySealed: null })
  })

  test('to a server that stalls is given up in seconds', async () => {
    mail.behaviour = 'stall'
    const { id } = await enqueue('email')
    const began = Date.now()
    expect(await deliverNotice(id)).toBe('failed')
    expect(Date.now() - began).toBeLessThan(7_000)
  })
})

describe('SMS', () => {
  test('is a signed JSON POST', async () => {
    const { id } = await enqueue('sms')
    expect(await deliverNotice(id)).toBe('sent')
    const [post] = sms.received
    const { to, text, ...rest } = JSON.parse(post?.body ?? '') as Record<string, string>
    expect({ to, rest }).toEqual({ to: customer.phone, rest: { id } })
    expect(text).toContain(code)
    const timestamp = String(post?.headers['signet-timestamp'])
    expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(10)
    const mac = createHmac('sha256', secret).update(`${timestamp}.${post?.body}`).digest('hex')
    expect(post?.headers['signet-signature']).toBe(`v1=${mac}`)
    expect(post?.headers['content-type']).toBe('application/json')
    expect(await row(id)).toMatchObject({ status: 'sent', bodySealed: null })
  })

  test.each([
    ['fail', 'http_500'],
    ['redirect', 'http_307'],
    ['stall', 'timeout'],
  ] as const)('to a gateway that does “%s” is told and tried again: %s', async (behaviour, reason) => {
    sms.behaviour = behaviour
    const { id } = await enqueue('sms')
    expect(await deliverNotice(id)).toBe('failed')
    expect(await row(id)).toMatchObject({ status: 'pending', lastError: reason })
    sms.behaviour = 'take'
    clock.shift(20)
    expect(await deliverDue()).toBe(1)
    expect(sms.received).toHaveLength(1)
    expect(await row(id)).toMatchObject({ status: 'sent', attempts: 2 })
  })

  test('to a gateway that is down is told and tried again', async () => {
    const { port } = sms
    await sms.stop()
    const { id } = await enqueue('sms')
    expect(await deliverNotice(id)).toBe('failed')
    expect(await row(id)).toMatchObject({ lastError: 'unreachable' })
    sms = await startSmsGateway(port)
    clock.shift(6)
    await deliverDue()
    expect(sms.received).toHaveLength(1)
  })

  test('with a code is not tried again past its life, and erased', async () => {
    sms.behaviour = 'fail'
    const { id } = await enqueue('sms')
    for (const seconds of [0, 6, 25, 80, 210]) {
      clock.shift(seconds)
      await (seconds === 0 ? deliverNotice(id) : deliverDue())
    }
    expect(await row(id)).toMatchObject({ status: 'expired', bodySealed: null })
    sms.behaviour = 'take'
    clock.shift(301)
    await deliverDue()
    expect(sms.received).toHaveLength(0)
  })
})

test('what a killed worker had claimed comes back after its lease', async () => {
  const { id } = await enqueue('sms')
  await database().outbox.update({
    where: { id },
    data: { attempts: 1, nextAttemptAt: addSeconds(clock.now(), deliveryTimes.leaseSeconds) },
  })
  expect(await deliverDue()).toBe(0)
  clock.shift(deliveryTimes.leaseSeconds + 1)
  expect(await deliverDue()).toBe(1)
})

test('200 messages and six workers: each is delivered once', async () => {
  await transaction(async (tx) => {
    for (let n = 0; n < 200; n++)
      await notifyCustomer(tx, customer.customerId, 'key_created', {
        ...{ name: `${n}`, accessKey: `AK${n}` },
        kind: 'hmac',
      })
  })
  const worker = async () => {
    while ((await deliverDue()) > 0);
  }
  await Promise.all(Array.from({ length: 6 }, worker))
  const keys = mail.received.map(({ text }) => /AK\d+/.exec(text ?? '')?.[0])
  expect(keys).toHaveLength(200)
  expect(new Set(keys).size).toBe(200)
})

describe('a demo without transports', () => {
  beforeEach(() => {
    Object.assign(env(), { SMTP_URL: undefined, SMS_WEBHOOK_URL: undefined, SMS_WEBHOOK_SECRET: undefined })
  })

  test('holds messages for its outbox page until they expire', async () => {
    const { id } = await enqueue('sms')
    expect(await deliverNotice(id)).toBe('held')
    const mailed = await enqueue('email')
    await deliverNotice(mailed.id)
    const messages = await outboxMessages()
    expect(messages.map(({ channel }) => channel)).toEqual(['email', 'sms'])
    expect(messages[1]).toMatchObject({
      id,
      to: customer.phone,
      subject: '',
      code,
      template: 'otp_key_create',
    })
    expect(messages[1]?.text).toContain(code)
    clock.shift(301)
    expect(await outboxMessages()).toEqual([])
    await deliverDue()
    expect(await row(id)).toMatchObject({ status: 'expired', bodySealed: null })
  })

  test('outside the demo nothing is shown', async () => {
    await deliverNotice((await enqueue('sms')).id)
    env().SIGNET_MODE = 'production'
    await expect(outboxMessages()).rejects.toMatchObject({ code: 'not_found' })
    env().SIGNET_MODE = 'demo'
  })
})
