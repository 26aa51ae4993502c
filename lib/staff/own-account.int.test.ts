import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { findActivation, openActivation } from '@/lib/identity/activation-links'
import { isKnownDevice, rememberDevice } from '@/lib/identity/known-device'
import { hashPassword } from '@/lib/identity/password-hash'
import { testCustomer } from '@/test/customer'
import { password, restoreTime, stopTime, stranger, wait } from '@/test/signing-in'
import { enrolledStaff } from '@/test/signing-in-staff'
import { testStaff, testStaffSession } from '@/test/staff'
import { changeStaffPassword } from './change-staff-password'
import { endOwnSession, listOwnSessions } from './own-sessions'
import { readOwnAccount } from './read-own-account'
import { readStaffSession } from './read-staff-session'
import { renewRecoveryCodes } from './renew-recovery-codes'
import { signInStaff } from './sign-in-staff'

beforeEach(stopTime)
afterEach(restoreTime)

const change = { presentPassword: password, newPassword: 'violet harbour ladder' }
const events = (action: string, staffId: string) =>
  database().auditEvent.count({ where: { action, actorId: staffId, objectId: staffId, customerId: null } })

async function staffWithPassword() {
  const actor = await testStaff('support')
  const passwordHash = await hashPassword(password)
  await database().staff.update({ where: { id: actor.staffId }, data: { passwordHash } })
  return actor
}

async function actorOf(staff: Awaited<ReturnType<typeof enrolledStaff>>) {
  return testStaffSession(staff.id, 'support')
}

describe('changing the password', () => {
  it('ends other sessions, makes other browsers strangers, tells the owner', async () => {
    const actor = await staffWithPassword()
    const other = await testStaffSession(actor.staffId, 'support')
    const [somebody, owner] = [await testStaff('support'), { staffId: actor.staffId }]
    const here = await rememberDevice(database(), owner, undefined)
    const elsewhere = await rememberDevice(database(), owner, undefined)
    const link = await openActivation(database(), owner)
    expect(await changeStaffPassword(actor, change, here)).toEqual({ ended: 1 })
    expect(await findActivation(database(), link)).toBeNull()
    expect(await readStaffSession(actor.sessionToken)).not.toBeNull()
    expect(await readStaffSession(other.sessionToken)).toBeNull()
    expect(await readStaffSession(somebody.sessionToken)).not.toBeNull()
    expect(await isKnownDevice(database(), owner, here)).toBe(true)
    expect(await isKnownDevice(database(), owner, elsewhere)).toBe(false)
    expect(await events('staff.password_changed', actor.staffId)).toBe(1)
    const notice = { template: 'desk_password_changed', staffId: actor.staffId }
    expect(await database().outbox.count({ where: notice })).toBe(1)
    const signedIn = { email: actor.email, password: change.newPassword, code: '' }
    expect((await signInStaff(stranger(), signedIn)).by).toBe('password')
  })

  it.each([
    ['a wrong present one', { ...change, presentPassword: 'wrong' }, 'presentPassword', 'password_wrong'],
    ['a short one', { ...change, newPassword: 'short' }, 'newPassword', 'password_too_short'],
    ['a common one', { ...change, newPassword: 'passwordpassword' }, 'newPassword', 'password_common'],
    ['the same', { ...change, newPassword: password }, 'newPassword', 'password_same'],
  ])('refuses %s', async (_what, input, field, code) => {
    const actor = await staffWithPassword()
    await expect(changeStaffPassword(actor, input)).rejects.toMatchObject({ fields: { [field]: { code } } })
    expect(await events('staff.password_changed', actor.staffId)).toBe(0)
  })

  it("refuses one made of one's own address", async () => {
    const actor = await staffWithPassword()
    await expect(
      changeStaffPassword(actor, { ...change, newPassword: `${actor.email}1` }),
    ).rejects.toMatchObject({ fields: { newPassword: { code: 'password_personal' } } })
  })

  it('is slowed down in a session that was found open', async () => {
    const actor = await staffWithPassword()
    const wrong = () => changeStaffPassword(actor, { ...change, presentPassword: 'wrong' })
    for (let failure = 0; failure < 4; failure++)
      await expect(wrong()).rejects.toMatchObject({ code: 'password_wrong' })
    await expect(wrong()).rejects.toMatchObject({ code: 'sign_in_throttled' })
    expect(await events('staff.password_refused', actor.staffId)).toBe(4)
  })
})

describe('new recovery codes', () => {
  it('want a present code of the authenticator, and void those before', async () => {
    const staff = await enrolledStaff()
    const actor = await actorOf(staff)
    const { recoveryCodes } = await renewRecoveryCodes(actor, await staff.code())
    expect(recoveryCodes).toHaveLength(10)
    const sign = (code = '') => signInStaff(stranger(), { email: staff.email, password, code })
    await expect(sign(staff.recoveryCodes[0])).rejects.toMatchObject({ code: 'staff_refused' })
    expect((await sign(recoveryCodes[0])).by).toBe('recovery')
    expect(await readOwnAccount(actor)).toMatchObject({
      email: staff.email,
      recoveryCodesLeft: 9,
      recovered: false,
    })
    // The code is used now.
    await expect(renewRecoveryCodes(actor, await staff.code())).rejects.toMatchObject({
      fields: { code: { code: 'staff_code_wrong' } },
    })
    expect(await events('staff.recovery_codes_made', staff.id)).toBe(1)
    expect(await events('staff.recovery_codes_refused', staff.id)).toBe(1)
  })

  it('are refused for anything else, ever more slowly', async () => {
    const staff = await enrolledStaff()
    const actor = await actorOf(staff)
    const wrong = async () => renewRecoveryCodes(actor, await staff.code(-2))
    await expect(renewRecoveryCodes(actor, staff.recoveryCodes[0] ?? '')).rejects.toMatchObject({
      code: 'staff_digits_malformed',
    })
    for (let failure = 0; failure < 4; failure++)
      await expect(wrong()).rejects.toMatchObject({ code: 'staff_code_wrong' })
    await expect(wrong()).rejects.toMatchObject({ code: 'sign_in_throttled' })
    wait(60)
    expect((await renewRecoveryCodes(actor, await staff.code())).recoveryCodes).toHaveLength(10)
  })
})

it('a session opened with a recovery code says so', async () => {
  const actor = await testStaff('support')
  const recovered = await testStaffSession(actor.staffId, 'support', ['password', 'recovery'])
  expect((await readOwnAccount(actor)).recovered).toBe(false)
  expect((await readOwnAccount(recovered)).recovered).toBe(true)
})

describe('own sessions', () => {
  it('are listed, the present one first, and ended', async () => {
    const actor = await testStaff('auditor')
    await testStaff('auditor')
    const other = await testStaffSession(actor.staffId, 'auditor')
    const ids = async () => (await listOwnSessions(actor)).map(({ id, present }) => [id, present])
    expect(await ids()).toEqual([
      [actor.sessionId, true],
      [other.sessionId, false],
    ])
    await endOwnSession(actor, other.sessionId)
    expect(await ids()).toEqual([[actor.sessionId, true]])
    expect(await readStaffSession(other.sessionToken)).toBeNull()
    expect(await events('staff.session_ended', actor.staffId)).toBe(1)
  })

  it("somebody else's, one that is over, and the present one are not found", async () => {
    const [actor, other] = [await testStaff('admin'), await testStaff('support')]
    const over = await testStaffSession(actor.staffId, 'admin')
    await endOwnSession(actor, over.sessionId)
    for (const id of [other.sessionId, over.sessionId, actor.sessionId])
      await expect(endOwnSession(actor, id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await readStaffSession(other.sessionToken)).not.toBeNull()
  })
})

it.each([
  ['nobody', async () => stranger(), 'signed_out'],
  ['a customer', testCustomer, 'forbidden'],
])('%s has none of it', async (_who, make, code) => {
  const actor = await make()
  for (const act of [
    () => readOwnAccount(actor),
    () => listOwnSessions(actor),
    () => endOwnSession(actor, '00000000-0000-7000-8000-000000000000'),
    () => changeStaffPassword(actor, change),
    () => renewRecoveryCodes(actor, '123456'),
  ])
    await expect(act()).rejects.toMatchObject({ code })
})
