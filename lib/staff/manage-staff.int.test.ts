import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { type StaffRole, staffRoles } from '@/lib/access/staff-roles'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { openActivation } from '@/lib/identity/activation-links'
import { testCustomer } from '@/test/customer'
import { password } from '@/test/signing-in'
import { enrolledStaff, staffRefusal } from '@/test/signing-in-staff'
import { type TestStaff, testStaff, testStaffSession, withReason } from '@/test/staff'
import { changeRole } from './change-role'
import { disableStaff } from './disable-staff'
import { enableStaff } from './enable-staff'
import { findMember } from './find-member'
import { inviteStaff } from './invite-staff'
import { listStaff } from './list-staff'
import { readStaffSession } from './read-staff-session'
import { renewStaffActivation } from './renew-staff-activation'
import { resetAuthenticator } from './reset-authenticator'

type Target = { staffId: string; revision: number }

const acts: Record<string, (actor: Actor, member: Target) => Promise<unknown>> = {
  'change role': (actor, member) => changeRole(actor, { ...member, role: 'auditor' }),
  disable: disableStaff,
  enable: async (actor, member) => {
    await database().staff.updateMany({
      where: { id: member.staffId, disabledAt: null },
      data: { disabledAt: clock.now() },
    })
    await enableStaff(actor, member)
  },
  'reset authenticator': resetAuthenticator,
  'renew activation': renewStaffActivation,
  invite: (actor) => inviteStaff(actor, newcomer()),
}
const onMember = Object.keys(acts).filter((name) => !['invite', 'enable'].includes(name))
const act = (name: string) => acts[name] as (actor: Actor, member: Target) => Promise<unknown>

const newcomer = () => ({
  email: `new-${randomUUID().slice(0, 8)}@example.com`,
  name: '林新人',
  role: 'support' as const,
  locale: 'en' as const,
})
const seen = ({ staffId }: TestStaff, revision = 1): Target => ({ staffId, revision })
const admin = async () => withReason(await testStaff('admin'), 'asked for it', 'T-9')
const rowOf = ({ staffId }: TestStaff) => database().staff.findUniqueOrThrow({ where: { id: staffId } })
const lastEvent = (staffId: string) =>
  database().auditEvent.findFirst({ where: { objectId: staffId }, orderBy: { id: 'desc' } })
const mails = (staffId: string) =>
  database().outbox.findMany({ where: { staffId }, select: { template: true, channel: true } })

async function giveAuthenticator(staffId: string): Promise<void> {
  await database().authenticator.create({
    data: { staffId, seedSealed: Buffer.from('x'), confirmedAt: clock.now() },
  })
  await database().recoveryCode.create({ data: { staffId, codeHash: Buffer.from(staffId) } })
}

describe('who may', () => {
  describe.each(Object.keys(acts))('%s', (name) => {
    test.each(staffRoles)('%s', async (role) => {
      const attempt = act(name)(withReason(await testStaff(role)), seen(await testStaff('support')))
      if (role === 'admin') await expect(attempt).resolves.not.toThrow()
      else await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
    })

    test('neither nobody nor a customer, nor without a reason', async () => {
      const member = seen(await testStaff('support'))
      const anonymous = { kind: 'anonymous', requestId: 'r', address: '', userAgent: '' } as const
      await expect(act(name)(anonymous, member)).rejects.toMatchObject({ code: 'signed_out' })
      await expect(act(name)(await testCustomer(), member)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(act(name)(await testStaff('admin'), member)).rejects.toMatchObject({
        fields: { reason: { code: 'reason_required' } },
      })
    })
  })

  test.each([...staffRoles])('%s reads the staff, or not', async (role: StaffRole) => {
    const reader = await testStaff(role)
    const reads = [listStaff(reader, { after: null }), findMember(reader, reader.staffId)]
    for (const read of reads)
      if (role === 'admin' || role === 'auditor') await expect(read).resolves.toBeTruthy()
      else await expect(read).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('an act', () => {
  test('changes the role from the next request on, goes on record, and tells the person', async () => {
    const [boss, member] = [await admin(), await testStaff('support')]
    await changeRole(boss, { ...seen(member), role: 'security' })
    expect(await readStaffSession(member.sessionToken)).toMatchObject({ role: 'security' })
    expect(await lastEvent(member.staffId)).toMatchObject({
      action: 'staff.role_changed',
      actorId: boss.staffId,
      detail: { from: 'support', to: 'security', role: 'admin', staffReason: 'asked for it', ticket: 'T-9' },
    })
    expect(await mails(member.staffId)).toEqual([{ template: 'desk_role_changed', channel: 'email' }])
    await expect(changeRole(boss, { ...seen(member, 2), role: 'security' })).rejects.toMatchObject({
      fields: { role: { code: 'role_unchanged' } },
    })
    expect(await rowOf(member)).toMatchObject({ role: 'security', revision: 2 })
  })

  test('disabling ends every session and link at once; enabling brings none of them back', async () => {
    const [boss, member] = [await admin(), await testStaff('security')]
    const other = await testStaffSession(member.staffId, 'security')
    await transaction((tx) => openActivation(tx, { staffId: member.staffId }))
    await disableStaff(boss, seen(member))
    for (const { sessionToken } of [member, other]) expect(await readStaffSession(sessionToken)).toBeNull()
    expect(await lastEvent(member.staffId)).toMatchObject({
      action: 'staff.disabled',
      detail: { endedSessions: 2 },
    })
    await expect(disableStaff(boss, seen(member, 2))).rejects.toMatchObject({
      code: 'staff_already_disabled',
    })
    await expect(renewStaffActivation(boss, seen(member, 2))).rejects.toMatchObject({
      code: 'staff_already_disabled',
    })
    await enableStaff(boss, seen(member, 2))
    await expect(enableStaff(boss, seen(member, 3))).rejects.toMatchObject({ code: 'staff_not_disabled' })
    for (const { sessionToken } of [member, other]) expect(await readStaffSession(sessionToken)).toBeNull()
    const where = { staffId: member.staffId, endedAt: null }
    expect(await database().activation.count({ where })).toBe(0)
    expect(await mails(member.staffId)).toHaveLength(2)
  })

  test('a reset leaves nothing to sign in with but a link to the person’s own mailbox', async () => {
    const [boss, member] = [await admin(), await enrolledStaff()]
    const before = { email: member.email, password, deviceToken: member.deviceToken }
    expect(await findMember(boss, member.id)).toMatchObject({ hasAuthenticator: true, activated: true })
    await resetAuthenticator(boss, { staffId: member.id, revision: 1 })
    expect(await findMember(boss, member.id)).toMatchObject({
      hasAuthenticator: false,
      activated: false,
      revision: 2,
    })
    for (const code of ['', '123456', member.recoveryCodes[0] ?? ''])
      expect(await staffRefusal({ ...before, code })).toBe('staff_refused')
    expect(await readStaffSession(member.sessionToken)).toBeNull()
    const where = { staffId: member.id }
    expect(await database().recoveryCode.count({ where })).toBe(0)
    expect(await database().knownDevice.count({ where })).toBe(0)
    expect(await database().activation.count({ where: { ...where, endedAt: null } })).toBe(1)
    const told = (await mails(member.id)).map(({ template }) => template)
    expect(told).toEqual(expect.arrayContaining(['desk_authenticator_reset', 'desk_activation']))
    const events = database().auditEvent.findMany({
      where: { action: 'staff.authenticator_reset', objectId: member.id },
    })
    expect(await events).toMatchObject([{ detail: { linkSent: true } }])
  })

  test('a reset of who is disabled sends no link, and ends those before', async () => {
    const [boss, member] = [await admin(), await testStaff('support')]
    await giveAuthenticator(member.staffId)
    await disableStaff(boss, seen(member))
    await resetAuthenticator(boss, seen(member, 2))
    const where = { staffId: member.staffId, endedAt: null }
    expect(await database().activation.count({ where })).toBe(0)
    expect((await mails(member.staffId)).map(({ template }) => template)).not.toContain('desk_activation')
  })

  test('a newcomer gets a link and no password; the link stands nowhere but in the sealed message', async () => {
    const boss = await admin()
    const fields = newcomer()
    const { id } = await inviteStaff(boss, fields)
    expect(await findMember(boss, id)).toMatchObject({ ...fields, activated: false, hasAuthenticator: false })
    expect(await mails(id)).toEqual([{ template: 'desk_activation', channel: 'email' }])
    await renewStaffActivation(boss, { staffId: id, revision: 1 })
    expect(await database().activation.count({ where: { staffId: id, endedAt: null } })).toBe(1)
    const events = await database().auditEvent.findMany({ where: { objectId: id } })
    expect(events.map(({ action }) => action)).toEqual(['staff.created', 'staff.activation_sent'])
    const outbox = await database().outbox.findMany({ where: { staffId: id }, select: { values: true } })
    expect(JSON.stringify([events, outbox])).not.toMatch(/activate|token=/)
    await expect(inviteStaff(boss, { ...newcomer(), email: fields.email })).rejects.toMatchObject({
      fields: { email: { code: 'staff_email_taken' } },
    })
  })

  test('nobody is invited by who was put out of office while asking', async () => {
    const [boss, former] = [await admin(), await admin()]
    await disableStaff(boss, seen(former))
    const fields = newcomer()
    await expect(inviteStaff(former, fields)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await database().staff.count({ where: { email: fields.email } })).toBe(0)
  })

  test.each(onMember)('%s: nobody there, or another page in between', async (name) => {
    const [boss, second, member] = [await admin(), await admin(), await testStaff('support')]
    const nobody = { staffId: randomUUID(), revision: 1 }
    await expect(act(name)(boss, nobody)).rejects.toMatchObject({ code: 'not_found' })
    await changeRole(boss, { ...seen(member), role: 'security' })
    await expect(act(name)(second, seen(member))).rejects.toMatchObject({
      code: 'changed_by_staff',
      values: { who: 'staff', name: boss.name, act: 'staff_role_changed' },
    })
    expect(await rowOf(member)).toMatchObject({ role: 'security', disabledAt: null, revision: 2 })
  })
})

describe('there is always an administrator', () => {
  test.each(onMember)('%s: never on oneself', async (name) => {
    const boss = await admin()
    await giveAuthenticator(boss.staffId)
    await admin()
    await expect(act(name)(boss, seen(boss))).rejects.toMatchObject({ code: 'own_staff_account' })
    expect(await rowOf(boss)).toMatchObject({ role: 'admin', disabledAt: null, revision: 1 })
    expect(await database().authenticator.count({ where: { staffId: boss.staffId } })).toBe(1)
  })

  test('the last one is told so where there would be none left, else that it is their own account', async () => {
    const boss = await admin()
    await giveAuthenticator(boss.staffId)
    await database().staff.updateMany({
      where: { NOT: { id: boss.staffId } },
      data: { disabledAt: clock.now() },
    })
    for (const name of ['disable', 'change role'])
      await expect(act(name)(boss, seen(boss))).rejects.toMatchObject({ code: 'last_admin' })
    for (const name of ['reset authenticator', 'renew activation'])
      await expect(act(name)(boss, seen(boss))).rejects.toMatchObject({ code: 'own_staff_account' })
  })

  test('of administrators who act on each other at once, one is left', async () => {
    for (let round = 0; round < 8; round++) {
      await database().staff.updateMany({ data: { disabledAt: clock.now() } })
      const some = [await admin(), await admin(), await admin()]
      const circle = some.map((boss, place) => {
        const next = some[(place + 1) % some.length] as TestStaff
        return act(round % 2 ? 'disable' : 'change role')(boss, seen(next))
      })
      const ends = await Promise.allSettled(circle)
      const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.code] : []))
      expect(refused.length).toBeGreaterThan(0)
      expect(new Set(refused)).toEqual(new Set(['forbidden']))
      const left = await database().staff.count({ where: { role: 'admin', disabledAt: null } })
      expect(left).toBe(some.length - (ends.length - refused.length))
      expect(left).toBeGreaterThan(0)
    }
  })

  test('of two on the same colleague at once, one is told what the other did', async () => {
    const [boss, second, member] = [await admin(), await admin(), await testStaff('support')]
    const ends = await Promise.allSettled([
      disableStaff(boss, seen(member)),
      changeRole(second, { ...seen(member), role: 'security' }),
    ])
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
    expect(refused).toHaveLength(1)
    expect(refused[0]).toMatchObject({ code: 'changed_by_staff', values: { who: 'staff' } })
  })
})

test('the list is by name, a page at a time', async () => {
  const boss = await admin()
  await database().staff.createMany({
    data: Array.from({ length: 60 }, (_, n) => ({
      email: `row${n}@example.com`,
      name: n % 2 ? 'Same name' : `Name ${n}`,
      role: 'support' as const,
    })),
  })
  const ids: string[] = []
  let after: string | null = null
  do {
    const page = await listStaff(boss, { after })
    ids.push(...page.members.map(({ id }) => id))
    after = page.next
  } while (after)
  expect(ids).toHaveLength(await database().staff.count())
  expect(new Set(ids).size).toBe(ids.length)
})
