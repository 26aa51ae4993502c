import { afterEach, describe, expect, it } from 'vitest'
import { type Actor, systemActor } from '@/lib/access/actor'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { openActivation } from '@/lib/identity/activation-links'
import { openBody, openDestination } from '@/lib/notices/notice-body'
import { testCustomer } from '@/test/customer'
import { password, stranger } from '@/test/signing-in'
import { testStaff, testStaffSession } from '@/test/staff'
import { activateStaff, isLiveStaffActivation } from './activate-staff'
import { createStaff } from './create-staff'
import { demoAuthenticatorCodes } from './demo-authenticator-codes'
import { demoStaff } from './demo-staff'
import { readStaffSession } from './read-staff-session'
import { type StaffFields, staffFields, staffSignInSchema } from './schema'
import { seedDemoStaff } from './seed-demo-staff'
import { sendStaffActivation } from './send-staff-activation'
import { signInStaff } from './sign-in-staff'

afterEach(() => clock.shift(0))

let made = 0
const fields = (): StaffFields => {
  made += 1
  return { email: `made-${made}@example.com`, name: 'Hsu Li', role: 'support', locale: 'en' }
}
const create = (actor: Actor, staff = fields()) => transaction((tx) => createStaff(tx, actor, staff))

describe('an account at the desk', () => {
  it('is opened by the system and by an administrator, without a password', async () => {
    for (const actor of [systemActor, await testStaff('admin')]) {
      const { id } = await create(actor)
      expect(await database().staff.findUniqueOrThrow({ where: { id } })).toMatchObject({
        passwordHash: null,
        role: 'support',
        isDemo: false,
      })
      const event = await database().auditEvent.findFirstOrThrow({ where: { objectId: id } })
      expect(event).toMatchObject({
        action: 'staff.created',
        actorKind: actor.kind,
        customerId: null,
        detail: { name: 'Hsu Li', to: 'support' },
      })
    }
  })

  it.each([
    ['support', () => testStaff('support'), 'forbidden'],
    ['security', () => testStaff('security'), 'forbidden'],
    ['an auditor', () => testStaff('auditor'), 'forbidden'],
    ['a customer', () => testCustomer(), 'forbidden'],
    ['nobody', async () => stranger(), 'signed_out'],
  ])('not by %s', async (_who, actor, code) => {
    await expect(create(await actor())).rejects.toMatchObject({ code })
  })

  it('is opened once for an address, also of two at once', async () => {
    const staff = fields()
    const outcomes = await Promise.allSettled([create(systemActor, staff), create(systemActor, staff)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(create(systemActor, staff)).rejects.toMatchObject({
      fields: { email: { code: 'staff_email_taken' } },
    })
    expect(await database().staff.count({ where: { email: staff.email } })).toBe(1)
  })

  it.each([
    [{ email: 'Lin@Example.COM ' }, { email: 'lin@example.com' }],
    [{ name: ' Lin  ' }, { name: 'Lin' }],
    [{ email: 'lin' }, 'email_malformed'],
    [{ email: '' }, 'email_malformed'],
    [{ name: ' \u200b' }, 'staff_name_required'],
    [{ name: 'x'.repeat(101) }, 'name_too_long'],
    [{ name: 'a\u202eb' }, 'name_control'],
    [{ role: 'root' }, 'role_unknown'],
    [{ locale: 'fr' }, 'field_required'],
  ])('fields %j', (given, wanted) => {
    const parsed = staffFields.safeParse({ ...fields(), ...given })
    if (typeof wanted === 'string') expect(parsed.error?.issues[0]?.message).toBe(wanted)
    else expect(parsed.data).toMatchObject(wanted)
  })
})

it.each(['lin\0@example.com', '\u007f', ' '])('no e-mail address to sign in with: %j', (email) => {
  expect(staffSignInSchema.safeParse({ email, password: 'x', code: '' }).success).toBe(false)
})

describe('the one-time link', () => {
  const send = (id: string) => transaction((tx) => sendStaffActivation(tx, id))
  const tokenOf = ({ link }: { link: string }) => new URL(link).searchParams.get('token') ?? ''
  const newPassword = 'violet harbour ladder'

  it('is mailed, and lets its holder choose a password, once', async () => {
    const { email } = fields()
    const { id } = await create(systemActor, { ...fields(), email })
    const sent = await send(id)
    const row = await database().outbox.findFirstOrThrow({ where: { staffId: id } })
    expect(openDestination(row.id, row.destinationSealed)).toBe(email)
    expect(openBody(row.id, row.bodySealed ?? new Uint8Array()).text).toContain(sent.link)
    expect(row.values).toBeNull()

    const token = tokenOf(sent)
    expect(await isLiveStaffActivation(token)).toBe(true)
    const session = await testStaffSession(id, 'support')
    await expect(activateStaff(stranger(), { token, newPassword: 'short' })).rejects.toMatchObject({
      fields: { newPassword: { code: 'password_too_short' } },
    })
    const both = [0, 1].map(() => activateStaff(stranger(), { token, newPassword }))
    const outcomes = await Promise.allSettled(both)
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await isLiveStaffActivation(token)).toBe(false)
    expect(await readStaffSession(session.sessionToken)).toBeNull()
    expect((await signInStaff(stranger(), { email, password: newPassword, code: '' })).by).toBe('password')
    expect(await database().auditEvent.count({ where: { action: 'staff.activated', objectId: id } })).toBe(1)
  })

  it("forgets strangers' failures, which would keep its holder out of every browser", async () => {
    const { email } = fields()
    const { id } = await create(systemActor, { ...fields(), email })
    const given = { email, password: newPassword, code: '' }
    for (let times = 0; times < 4; times++)
      await expect(signInStaff(stranger(), given)).rejects.toMatchObject({ code: 'staff_refused' })
    await expect(signInStaff(stranger(), given)).rejects.toMatchObject({ code: 'sign_in_throttled' })
    await activateStaff(stranger(), { token: tokenOf(await send(id)), newPassword })
    expect((await signInStaff(stranger(), given)).by).toBe('password')
  })

  it('is over when replaced, too old, disabled, unknown or of a customer', async () => {
    const { id } = await create(systemActor)
    const first = tokenOf(await send(id))
    const second = tokenOf(await send(id))
    const over = async (token: string) => {
      expect(await isLiveStaffActivation(token)).toBe(false)
      const act = activateStaff(stranger(), { token, newPassword })
      await expect(act).rejects.toMatchObject({ code: 'staff_link_over' })
    }
    await over(first)
    await over('unknown')
    const { customerId } = await testCustomer()
    const theirs = await transaction((tx) => openActivation(tx, { customerId }))
    await over(theirs)
    expect(await database().activation.count({ where: { customerId, endedAt: null } })).toBe(1)
    await database().staff.update({ where: { id }, data: { disabledAt: clock.now() } })
    await over(second)
    await database().staff.update({ where: { id }, data: { disabledAt: null } })
    clock.shift(24 * 3600 + 1)
    await over(second)
  })
})

describe("the demo's staff", () => {
  it('are one of each role, seeded once, and sign in with the code that is shown', async () => {
    await Promise.all([seedDemoStaff(), seedDemoStaff()])
    await seedDemoStaff()
    expect(await database().staff.count({ where: { isDemo: true } })).toBe(demoStaff.length)
    const codes = await demoAuthenticatorCodes()
    expect(codes.map(({ role }) => role)).toEqual(['support', 'security', 'admin', 'auditor'])
    const { demoPassword } = await import('@/lib/identity/demo-customers')
    for (const { email, code } of codes) {
      const signedIn = await signInStaff(stranger(), { email, password: demoPassword, code: code ?? '' })
      expect(signedIn.by).toBe('totp')
    }
    // Used codes are not shown again.
    for (const { email, code } of await demoAuthenticatorCodes())
      expect(code).not.toBe(codes.find((shown) => shown.email === email)?.code)
  })

  it('are the only ones whose codes are shown', async () => {
    const { id } = await create(systemActor, { ...fields(), email: 'own-authenticator@example.com' })
    const { writeNewSeed } = await import('./authenticator-seed')
    await transaction((tx) => writeNewSeed(tx, id))
    await database().authenticator.update({ where: { staffId: id }, data: { confirmedAt: clock.now() } })
    const shown = (await demoAuthenticatorCodes()).map(({ email }) => email)
    expect(shown).not.toContain('own-authenticator@example.com')
  })

  it('exist in the demo only', async () => {
    const settings = env()
    const mode = settings.SIGNET_MODE
    settings.SIGNET_MODE = 'production'
    try {
      await expect(seedDemoStaff()).rejects.toThrow('demo mode only')
      await expect(demoAuthenticatorCodes()).rejects.toMatchObject({ code: 'not_found' })
    } finally {
      settings.SIGNET_MODE = mode
    }
  })
})

it('a password given at once keeps the rules', async () => {
  const act = transaction((tx) => createStaff(tx, systemActor, { ...fields(), password: 'short' }))
  await expect(act).rejects.toMatchObject({ fields: { password: { code: 'password_too_short' } } })
  await transaction((tx) => createStaff(tx, systemActor, { ...fields(), password }))
})
