import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { readSession } from '@/lib/identity/read-session'
import { testCustomer } from '@/test/customer'
import { password, restoreTime, stopTime, stranger } from '@/test/signing-in'
import { enrolledStaff, staffRefusal, staffSessionOf } from '@/test/signing-in-staff'
import { testStaff, testStaffSession } from '@/test/staff'
import { endStaffSession } from './end-staff-session'
import { readStaffSession } from './read-staff-session'
import { signInStaff } from './sign-in-staff'

beforeEach(stopTime)
afterEach(restoreTime)

describe('sessions', () => {
  it('of staff open nothing of customers, and the other way round', async () => {
    const [staff, customer] = [await testStaff('admin'), await testCustomer()]
    expect(await readStaffSession(staff.sessionToken)).toMatchObject({ complete: true, role: 'admin' })
    expect(await readSession(staff.sessionToken)).toBeNull()
    expect(await readSession(customer.sessionToken)).not.toBeNull()
    expect(await readStaffSession(customer.sessionToken)).toBeNull()
  })

  it('end by signing out, once, also an unfinished one', async () => {
    const staff = await testStaff('support')
    const unfinished = await testStaffSession(staff.staffId, 'support', ['password'])
    for (const { sessionToken } of [staff, unfinished]) {
      const session = await staffSessionOf(sessionToken)
      await endStaffSession(stranger(), session)
      await endStaffSession(stranger(), session)
      expect(await readStaffSession(sessionToken)).toBeNull()
    }
    const events = { action: 'staff.signed_out', actorId: staff.staffId }
    expect(await database().auditEvent.count({ where: events })).toBe(2)
  })

  it('a sign-in ends the one whose cookie it takes the place of, whoever’s it is, and no other', async () => {
    const [first, other] = [await enrolledStaff(), await enrolledStaff()]
    const elsewhere = await testStaffSession(first.id, 'support')
    const signedIn = await signInStaff(stranger(), {
      email: other.email,
      password,
      code: await other.code(),
      replacedToken: first.sessionToken,
    })
    expect(await readStaffSession(first.sessionToken)).toBeNull()
    expect(await readStaffSession(elsewhere.sessionToken)).toMatchObject({ staffId: first.id })
    expect(await readStaffSession(signedIn.sessionToken)).toMatchObject({ staffId: other.id })
    expect([await first.events('staff.signed_out'), await other.events('staff.signed_out')]).toEqual([1, 0])
  })

  it('a refused sign-in ends nothing', async () => {
    const { email, sessionToken } = await enrolledStaff()
    const request = { email, password: 'wrong', code: '', replacedToken: sessionToken }
    expect(await staffRefusal(request)).toBe('staff_refused')
    expect(await readStaffSession(sessionToken)).not.toBeNull()
  })
})
