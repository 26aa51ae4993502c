import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { password, restoreTime, stopTime, stranger, wait } from '@/test/signing-in'
import { enrolledStaff, newStaff, staffRefusal, staffSessionOf } from '@/test/signing-in-staff'
import { confirmAuthenticator } from './confirm-authenticator'
import { readNewAuthenticator } from './read-new-authenticator'
import { readStaffSession } from './read-staff-session'
import { signInStaff } from './sign-in-staff'

beforeEach(stopTime)
afterEach(restoreTime)

describe('the first sign-in', () => {
  it('opens nothing but setting up an authenticator, which makes the session whole under a new token', async () => {
    const staff = await newStaff()
    const first = await signInStaff(stranger(), { email: staff.email, password, code: '' })
    expect(first).toMatchObject({ by: 'password', deviceToken: null })
    const session = await staffSessionOf(first.sessionToken)
    expect(session.complete).toBe(false)
    const shown = await readNewAuthenticator(session)
    expect(shown?.typed).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
    expect(shown?.uri).toContain(shown?.typed.replaceAll(' ', ''))

    await expect(confirmAuthenticator(stranger(), session, { code: '12' })).rejects.toMatchObject({
      fields: { code: { code: 'staff_digits_malformed' } },
    })
    const wrong = (Number(await staff.code()) + 1) % 1_000_000
    await expect(
      confirmAuthenticator(stranger(), session, { code: String(wrong).padStart(6, '0') }),
    ).rejects.toMatchObject({ fields: { code: { code: 'staff_code_wrong' } } })
    expect((await staffSessionOf(first.sessionToken)).complete).toBe(false)

    const setUp = await confirmAuthenticator(stranger(), session, { code: await staff.code() })
    expect(setUp.recoveryCodes).toHaveLength(10)
    expect(new Set(setUp.recoveryCodes).size).toBe(10)
    expect(await readStaffSession(first.sessionToken)).toBeNull()
    const whole = await staffSessionOf(setUp.sessionToken)
    expect(whole).toMatchObject({ id: session.id, complete: true })
    expect(await readNewAuthenticator(whole)).toBeNull()
    expect(await readNewAuthenticator(session)).toBeNull()
    expect(await staff.events('staff.authenticator_set_up')).toBe(1)
    expect(await staff.notices('desk_authenticator_set_up')).toBe(1)
    // The code that confirmed it is used.
    expect(await staffRefusal({ email: staff.email, password, code: await staff.code() })).toBe(
      'staff_refused',
    )
  })

  it('is over after 10 minutes', async () => {
    const staff = await newStaff()
    const { sessionToken } = await signInStaff(stranger(), { email: staff.email, password, code: '' })
    const session = await staffSessionOf(sessionToken)
    wait(601)
    expect(await readStaffSession(sessionToken)).toBeNull()
    await expect(
      confirmAuthenticator(stranger(), session, { code: await staff.code() }),
    ).rejects.toMatchObject({ code: 'signed_out' })
  })

  it('shows a seed to its own session alone: the next one has another, and ends the one before', async () => {
    const staff = await newStaff()
    const sign = () => signInStaff(stranger(), { email: staff.email, password, code: '' })
    const one = await sign()
    const session = await staffSessionOf(one.sessionToken)
    const seed = (await readNewAuthenticator(session))?.typed
    const code = await staff.code()
    const two = await sign()
    expect(await readStaffSession(one.sessionToken)).toBeNull()
    expect((await readNewAuthenticator(await staffSessionOf(two.sessionToken)))?.typed).not.toBe(seed)
    await expect(confirmAuthenticator(stranger(), session, { code })).rejects.toMatchObject({
      code: 'signed_out',
    })
  })

  it('of two confirmations at once, one counts', async () => {
    const staff = await newStaff()
    const { sessionToken } = await signInStaff(stranger(), { email: staff.email, password, code: '' })
    const session = await staffSessionOf(sessionToken)
    const code = await staff.code()
    const both = [0, 1].map(() => confirmAuthenticator(stranger(), session, { code }))
    const outcomes = await Promise.allSettled(both)
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await database().recoveryCode.count({ where: { staffId: staff.id } })).toBe(10)
  })
})

describe('with an authenticator', () => {
  it.each([
    ['the present one', 0, (code: string) => code],
    ['with spaces', 0, (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)} `],
    [
      'in full-width digits',
      0,
      (code: string) => code.replace(/\d/g, (digit) => '０１２３４５６７８９'.charAt(Number(digit))),
    ],
    ['of the step to come', 1, (code: string) => code],
  ])('a code is taken: %s', async (_what, steps, typed) => {
    const { email, ...staff } = await enrolledStaff()
    const signedIn = await signInStaff(stranger(), { email, password, code: typed(await staff.code(steps)) })
    expect(signedIn.by).toBe('totp')
    expect((await staffSessionOf(signedIn.sessionToken)).complete).toBe(true)
    expect(await staff.notices('desk_signin_new_device')).toBe(1)
    const event = await database().auditEvent.findFirstOrThrow({
      where: { action: 'staff.signed_in', objectId: staff.id, detail: { path: ['factor'], equals: 'totp' } },
    })
    expect(event).toMatchObject({ actorKind: 'staff', actorId: staff.id, customerId: null })
  })

  it('the code of the step before is taken while it is unused', async () => {
    const staff = await enrolledStaff()
    await database().authenticator.update({ where: { staffId: staff.id }, data: { lastUsedStep: null } })
    expect(await staffRefusal({ email: staff.email, password, code: await staff.code(-1) })).toBeNull()
  })

  it.each([
    ['no code', async () => ''],
    ['too old', (staff: Enrolled) => staff.code(-2)],
    ['of the future', (staff: Enrolled) => staff.code(2)],
    ['used already', (staff: Enrolled) => staff.code(-1)],
    ["somebody else's", async () => (await enrolledStaff()).code()],
    ["somebody else's recovery code", async () => (await enrolledStaff()).recoveryCodes[0] ?? ''],
  ])('refused: %s', async (_what, code) => {
    const staff = await enrolledStaff()
    expect(await staffRefusal({ email: staff.email, password, code: await code(staff) })).toBe(
      'staff_refused',
    )
    expect(await staff.events('staff.signin_failed')).toBe(1)
  })

  it('a code works once, and with it every older one is used up', async () => {
    const staff = await enrolledStaff()
    const sign = async (code: string) => staffRefusal({ email: staff.email, password, code })
    expect(await sign(await staff.code(1))).toBeNull()
    expect(await sign(await staff.code(1))).toBe('staff_refused')
    expect(await sign(await staff.code(0))).toBe('staff_refused')
    wait(60)
    expect(await sign(await staff.code(0))).toBeNull()
  })

  it('of one code given three times at once, one is taken', async () => {
    const staff = await enrolledStaff()
    const code = await staff.code()
    // As many as cost no waiting: no throttle decides it.
    const many = Array.from({ length: 3 }, () => staffRefusal({ email: staff.email, password, code }))
    const answers = await Promise.all(many)
    expect(answers.filter((answer) => answer === null)).toHaveLength(1)
  })

  it('a recovery code works once, tells its owner, and leaves nine', async () => {
    const staff = await enrolledStaff()
    const code = staff.recoveryCodes[3] ?? ''
    const signedIn = await signInStaff(stranger(), { email: staff.email, password, code: code.toLowerCase() })
    expect(signedIn.by).toBe('recovery')
    expect((await staffSessionOf(signedIn.sessionToken)).complete).toBe(true)
    expect(await staffRefusal({ email: staff.email, password, code })).toBe('staff_refused')
    expect(await database().recoveryCode.count({ where: { staffId: staff.id, usedAt: null } })).toBe(9)
    expect(await staff.notices('desk_recovery_code_used')).toBe(1)
    expect(await staff.events('staff.recovery_code_used')).toBe(1)
  })

  it('of one recovery code given at once, one is taken', async () => {
    const staff = await enrolledStaff()
    const code = staff.recoveryCodes[0] ?? ''
    const answers = await Promise.all(
      [0, 1, 2].map(() => staffRefusal({ email: staff.email, password, code })),
    )
    expect(answers.filter((answer) => answer === null)).toHaveLength(1)
  })

  it('codes are stored nowhere in clear', async () => {
    const staff = await enrolledStaff()
    const rows = await database().$queryRaw`
      SELECT r::text FROM recovery_code r UNION ALL SELECT a::text FROM authenticator a
      UNION ALL SELECT e::text FROM audit_event e UNION ALL SELECT o::text FROM outbox o`
    const text = JSON.stringify(rows)
    for (const code of staff.recoveryCodes) {
      expect(text).not.toContain(code)
      expect(text).not.toContain(code.replaceAll('-', ''))
    }
  })
})

type Enrolled = Awaited<ReturnType<typeof enrolledStaff>>

describe('one answer for whatever is wrong', () => {
  it.each([
    ['an unknown address', async () => ({ email: 'nobody@example.com', password, code: '' })],
    ['a wrong password', async () => ({ email: (await newStaff()).email, password: 'wrong', code: '' })],
    [
      'nothing activated',
      async () => {
        const { email, id } = await newStaff()
        await database().staff.update({ where: { id }, data: { passwordHash: null } })
        return { email, password, code: '' }
      },
    ],
    [
      'disabled',
      async () => {
        const { email, id, code } = await enrolledStaff()
        await database().staff.update({ where: { id }, data: { disabledAt: clock.now() } })
        return { email, password, code: await code() }
      },
    ],
  ])('%s', async (_what, request) => {
    const asked = await request()
    const before = performance.now()
    expect(await staffRefusal(asked)).toBe('staff_refused')
    expect(performance.now() - before).toBeGreaterThan(240)
  })

  it('disabling shuts the session that is open', async () => {
    const staff = await enrolledStaff()
    await database().staff.update({ where: { id: staff.id }, data: { disabledAt: clock.now() } })
    expect(await readStaffSession(staff.sessionToken)).toBeNull()
  })
})

describe('the throttle', () => {
  const fail = async (email: string, deviceToken?: string) =>
    staffRefusal({ email, password: 'wrong', code: '', ...(deviceToken && { deviceToken }) })

  it('slows a stranger down for the account, unknown or not, and tells the owner once', async () => {
    const staff = await enrolledStaff()
    for (const email of [staff.email, 'nobody-2@example.com']) {
      for (let failure = 0; failure < 4; failure++) expect(await fail(email)).toBe('staff_refused')
      expect(await fail(email)).toBe('sign_in_throttled')
    }
    for (let failure = 4; failure < 12; failure++) {
      wait(901)
      expect(await fail(staff.email)).toBe('staff_refused')
    }
    expect(await staff.notices('desk_signin_throttled')).toBe(1)
    expect(await staff.events('staff.signin_throttled')).toBeGreaterThan(0)
  })

  it('counts a wrong code after a right password', async () => {
    const staff = await enrolledStaff()
    const sign = () => staffRefusal({ email: staff.email, password, code: '' })
    for (let failure = 0; failure < 4; failure++) expect(await sign()).toBe('staff_refused')
    expect(await sign()).toBe('sign_in_throttled')
  })

  it('lets no stranger lock out a browser that is known', async () => {
    const { email, deviceToken, code } = await enrolledStaff()
    for (let failure = 0; failure < 4; failure++) await fail(email)
    expect(await fail(email)).toBe('sign_in_throttled')
    // Another's browser is a stranger here.
    const other = await enrolledStaff()
    expect(await fail(email, other.deviceToken)).toBe('sign_in_throttled')
    expect(await staffRefusal({ email, password, code: await code(), deviceToken })).toBeNull()
  })

  it('holds for the browser that is known, too', async () => {
    const { email, deviceToken } = await enrolledStaff()
    for (let failure = 0; failure < 4; failure++) expect(await fail(email, deviceToken)).toBe('staff_refused')
    expect(await fail(email, deviceToken)).toBe('sign_in_throttled')
  })

  it('holds for an address', async () => {
    const one = stranger()
    const codes: (string | null)[] = []
    for (let failure = 0; failure < 22; failure++)
      codes.push(await staffRefusal({ email: `n${failure}@example.com`, password: 'x', code: '' }, one))
    expect(codes.slice(0, 21)).toEqual(Array(21).fill('staff_refused'))
    expect(codes[21]).toBe('sign_in_throttled')
  })
})
