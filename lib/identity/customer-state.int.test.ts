import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import type { StaffRole } from '@/lib/access/staff-roles'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { openBody, openDestination } from '@/lib/notices/notice-body'
import { testSession } from '@/test/customer'
import { password, refusal, restoreTime, signableCustomer, stopTime, stranger, wait } from '@/test/signing-in'
import { testStaff, withReason } from '@/test/staff'
import { isLiveActivation } from './activate-customer'
import { openActivation } from './activation-links'
import { changeContact } from './change-contact'
import { readSession } from './read-session'
import { requestSignInCode } from './request-sign-in-code'
import { restoreCustomer } from './restore-customer'
import { signIn } from './sign-in'
import { startActivation } from './start-activation'
import { suspendCustomer } from './suspend-customer'

type Seen = { customerId: string; revision: number }

const acts: Record<string, { does: (actor: Actor, seen: Seen) => Promise<unknown>; may: StaffRole[] }> = {
  suspend: { does: suspendCustomer, may: ['security', 'admin'] },
  restore: { does: restoreCustomer, may: ['security', 'admin'] },
  activate: {
    does: (actor, seen) => startActivation(actor, { ...seen, channel: 'sms' }),
    may: ['security', 'admin'],
  },
  contact: {
    does: (actor, seen) =>
      changeContact(actor, { ...seen, email: 'new@example.com', phone: '+886911222333' }),
    may: ['admin'],
  },
}
const roles: StaffRole[] = ['support', 'security', 'admin', 'auditor']

let owner: Awaited<ReturnType<typeof signableCustomer>>
let customerId: string
let nationalId: string

beforeEach(async () => {
  stopTime()
  owner = await signableCustomer()
  ;({ customerId, nationalId } = owner)
})
afterEach(restoreTime)

const row = () => database().customer.findUniqueOrThrow({ where: { id: customerId } })
const seen = async (): Promise<Seen> => ({ customerId, revision: (await row()).revision })
const staff = async (role: StaffRole, name?: string) =>
  withReason(await testStaff(role, name ? { name } : {}), 'asked by phone', 'TN-7')

async function code(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (error) => error,
  )
  if (error && !(error instanceof AppError)) throw error
  return error?.code ?? 'done'
}

const newest = (action: string) =>
  database().auditEvent.findFirstOrThrow({ where: { customerId, action }, orderBy: { id: 'desc' } })

describe.each(Object.entries(acts))('%s', (name, { does, may }) => {
  const ready = async () => {
    if (name === 'restore') await suspendCustomer(await staff('admin'), await seen())
  }

  it.each(roles)('by %s', async (role) => {
    await ready()
    const before = await row()
    expect(await code(does(await staff(role), await seen()))).toBe(may.includes(role) ? 'done' : 'forbidden')
    if (!may.includes(role)) expect(await row()).toEqual(before)
  })

  it('wants a reason, staff, and a customer that exists', async () => {
    await ready()
    const before = await row()
    const admin = await staff('admin')
    expect(await code(does({ ...admin, because: null }, await seen()))).toBe('reason_required')
    expect(await code(does(stranger(), await seen()))).toBe('signed_out')
    expect(await code(does(await testSession(customerId), await seen()))).toBe('forbidden')
    expect(await code(does(admin, { customerId: randomUUID(), revision: 1 }))).toBe('not_found')
    expect(await code(does(admin, { customerId: 'x', revision: 1 }))).toBe('not_found')
    expect(await row()).toEqual(before)
  })

  it('of two at once is done by one; the other is told by whom', async () => {
    await ready()
    const asSeen = await seen()
    const both = await Promise.allSettled([
      does(await staff('admin', 'Ann'), asSeen),
      does(await staff('admin', 'Ann'), asSeen),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'changed_by_staff', values: { who: 'staff', name: 'Ann' } },
    })
  })

  it('goes on record with who, role, reason and ticket, and the customer is told without them', async () => {
    await ready()
    await does(await staff('admin', 'Secretive Ann'), await seen())
    const event = await database().auditEvent.findFirstOrThrow({
      where: { customerId, actorKind: 'staff' },
      orderBy: { id: 'desc' },
    })
    expect(event.detail).toMatchObject({ role: 'admin', staffReason: 'asked by phone', ticket: 'TN-7' })
    const mail = await database().outbox.findFirstOrThrow({
      where: { customerId, channel: 'email', template: { startsWith: 'staff_' } },
      orderBy: { id: 'desc' },
    })
    const { text } = openBody(mail.id, mail.bodySealed ?? Buffer.from(''))
    expect(text).toContain('TN-7')
    expect(text).not.toMatch(/Secretive|asked by phone/)
  })
})

describe('suspended', () => {
  const suspend = async () => suspendCustomer(await staff('security'), await seen())

  it('ends sessions and links, and lets nobody in by any way; a wrong password is answered as always', async () => {
    const { sessionToken, deviceToken } = await signIn(stranger(), { nationalId, password })
    const link = await transaction((tx) => openActivation(tx, { customerId }))
    expect(await suspend()).toEqual({ ended: 1 })
    expect(await readSession(sessionToken)).toBeNull()
    expect(await isLiveActivation(link)).toBe(false)
    const sessions = await database().webSession.count({ where: { customerId } })
    const asked = await requestSignInCode(stranger(), { nationalId, password, channel: 'sms' })
    await asked.delivery
    const message = await database().outbox.findFirstOrThrow({
      where: { customerId, template: 'otp_sign_in' },
    })
    const sent = openBody(message.id, message.bodySealed ?? Buffer.from('')).code ?? ''
    const { attemptToken } = asked
    const wrong = sent === '000000' ? '000001' : '000000'
    for (const [request, answer] of [
      [{ password }, 'customer_suspended'],
      [{ password, deviceToken }, 'customer_suspended'],
      [{ password: 'wrong' }, 'credentials_refused'],
      [{ password: 'wrong', deviceToken }, 'credentials_refused'],
      [{ password, code: wrong, attemptToken }, 'sign_in_code_refused'],
      [{ password, code: sent, attemptToken }, 'customer_suspended'],
    ] as const)
      expect((await refusal({ nationalId, ...request }))?.code, JSON.stringify(request)).toBe(answer)
    expect(await database().webSession.count({ where: { customerId } })).toBe(sessions)
    expect(await owner.events('signin.refused')).toBe(3)
  })

  it('says so however often the right password comes, and slows down wrong ones', async () => {
    await suspend()
    for (let time = 0; time < 6; time++)
      expect((await refusal({ nationalId, password }))?.code).toBe('customer_suspended')
    for (let time = 0; time < 4; time++) await refusal({ nationalId, password: 'wrong' })
    expect((await refusal({ nationalId, password }))?.code).toBe('sign_in_throttled')
  })

  it('holds against a sign-in that is under way', async () => {
    const asSeen = await seen()
    const security = await staff('security')
    const answers = await Promise.all([
      ...Array.from({ length: 10 }, () =>
        signIn(stranger(), { nationalId, password }).then(
          ({ sessionToken }) => sessionToken,
          ({ code }: AppError) => code,
        ),
      ),
      setTimeout(30).then(() => suspendCustomer(security, asSeen)),
    ])
    for (const answer of answers)
      if (typeof answer === 'string' && answer !== 'customer_suspended')
        expect(await readSession(answer)).toBeNull()
    const live = await database().webSession.count({ where: { customerId, endedAt: null } })
    expect(live).toBe(0)
  })

  it('waits for a sign-in whose session it does not see yet', async () => {
    const security = await staff('security')
    const asSeen = await seen()
    const suspending = await transaction(async (tx) => {
      // As far as a sign-in is when it holds its lock.
      await tx.$queryRaw`SELECT 1 FROM customer WHERE id = ${customerId}::uuid FOR SHARE`
      const pending = suspendCustomer(security, asSeen)
      await setTimeout(200)
      await tx.webSession.create({
        data: {
          customerId,
          tokenHash: Buffer.from('late'),
          expiresAt: new Date(Date.now() + 1e7),
          address: '',
          userAgent: '',
        },
      })
      return { pending }
    })
    expect(await suspending.pending).toEqual({ ended: 1 })
  })

  it('is no session even where a session was forgotten', async () => {
    await suspend()
    const { sessionToken } = await testSession(customerId)
    expect(await readSession(sessionToken)).toBeNull()
  })

  it('can’t be done twice, nor undone twice, by somebody who looks at the newest', async () => {
    await suspend()
    const security = await staff('security')
    expect(await code(suspendCustomer(security, await seen()))).toBe('changed_by_staff')
    await restoreCustomer(security, await seen())
    expect(await code(restoreCustomer(security, await seen()))).toBe('changed_by_staff')
  })

  it('and restored is as before', async () => {
    await suspend()
    await restoreCustomer(await staff('security'), await seen())
    expect(await refusal({ nationalId, password })).toBeNull()
    expect([await owner.notices('staff_suspended'), await owner.notices('staff_restored')]).toEqual([1, 1])
  })

  it('tells the second of two what the first has done', async () => {
    const asSeen = await seen()
    await suspendCustomer(await staff('admin', 'Ann'), asSeen)
    await expect(startActivation(await staff('admin'), { ...asSeen, channel: 'sms' })).rejects.toMatchObject({
      code: 'changed_by_staff',
      values: { name: 'Ann', act: 'customer_suspended' },
    })
  })
})

describe('an activation', () => {
  const start = async (channel: 'sms' | 'email' = 'sms') =>
    startActivation(await staff('security'), { ...(await seen()), channel })

  it.each([
    ['sms', '+886900000318'],
    ['email', 'lin@example.com'],
  ] as const)('goes by %s to what is registered, and nowhere else', async (channel, destination) => {
    await start(channel)
    const [message] = await database().outbox.findMany({ where: { customerId, template: 'activation' } })
    if (!message?.bodySealed) throw new Error('no link sent')
    expect(message).toMatchObject({ channel, values: null })
    expect(openDestination(message.id, message.destinationSealed)).toBe(destination)
    const { text } = openBody(message.id, message.bodySealed)
    const token = /activate\?token=([\w-]+)/.exec(text)?.[1] ?? ''
    expect(await isLiveActivation(token)).toBe(true)
    const written = JSON.stringify([
      await database().auditEvent.findMany({ where: { customerId } }),
      await database().activation.findMany({ where: { customerId } }),
      await database().outbox.findMany({ where: { customerId } }),
    ])
    expect(written).not.toContain(token)
    expect((await newest('customer.activation_started')).detail).toMatchObject({ channel })
  })

  it('is refused for a suspended customer', async () => {
    await suspendCustomer(await staff('security'), await seen())
    expect(await code(start())).toBe('activation_suspended')
  })

  it('is refused for 24 hours after staff changed a channel', async () => {
    const admin = await staff('admin')
    await changeContact(admin, { ...(await seen()), email: 'lin@example.com', phone: '+886911222333' })
    const { contactChangedAt } = await row()
    const at = new Date((contactChangedAt?.getTime() ?? 0) + 24 * 3600 * 1000)
    await expect(start('email')).rejects.toMatchObject({ code: 'contact_changed_recently', values: { at } })
    wait(24 * 3600 - 1)
    expect(await code(start())).toBe('contact_changed_recently')
    expect(await owner.notices('activation')).toBe(0)
    wait(1)
    expect(await code(start())).toBe('done')
  })
})

describe('where a customer is reached', () => {
  it('changes; the old and the new address are told, links end, and the record has masks only', async () => {
    const link = await transaction((tx) => openActivation(tx, { customerId }))
    const changed = { email: 'brand.new@example.org', phone: '+886911222333' }
    await changeContact(await staff('admin'), { ...(await seen()), ...changed })
    expect(await row()).toMatchObject(changed)
    expect(await isLiveActivation(link)).toBe(false)
    const mails = await database().outbox.findMany({
      where: { customerId, template: 'staff_contact_changed' },
    })
    expect(mails.map((mail) => openDestination(mail.id, mail.destinationSealed)).sort()).toEqual([
      'brand.new@example.org',
      'lin@example.com',
    ])
    const { detail } = await newest('customer.contact_changed')
    expect(detail).toMatchObject({ changed: ['email', 'phone'], email: 'b•••@example.org' })
    const written = JSON.stringify([detail, mails])
    for (const plain of ['brand.new', 'lin@', '911222333', '900000318']) expect(written).not.toContain(plain)
  })

  it('tells once when only the phone changes, and refuses no change', async () => {
    const admin = await staff('admin')
    const same = { email: 'lin@example.com', phone: '+886900000318' }
    expect(await code(changeContact(admin, { ...(await seen()), ...same }))).toBe('contact_unchanged')
    expect((await row()).contactChangedAt).toBeNull()
    await changeContact(admin, { ...(await seen()), ...same, phone: '+886911222333' })
    expect(await owner.notices('staff_contact_changed')).toBe(1)
  })
})
