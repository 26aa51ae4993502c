import { randomUUID } from 'node:crypto'
import type { StaffActor } from '@/lib/access/actor'
import type { StaffRole } from '@/lib/access/staff-roles'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { randomToken } from '@/lib/vault/random-token'

/** A signed-in member of staff to hand to an operation, with what a test wants to know about them. */
export type TestStaff = StaffActor & {
  email: string
  name: string
  /** What the session cookie would hold. */
  sessionToken: string
}

/**
 * Puts a member of staff and a live, complete session of theirs into the database, without going through sign-in.
 * They have no password and no authenticator: tests of those set their own.
 */
export async function testStaff(role: StaffRole, values: { name?: string } = {}): Promise<TestStaff> {
  const id = randomUUID()
  const email = `${role}-${id.slice(0, 8)}@example.com`
  const name = values.name ?? `Test ${role} ${id.slice(0, 4)}`
  await database().staff.create({ data: { id, email, name, role, locale: 'en' }, select: { id: true } })
  return { ...(await testStaffSession(id, role)), email, name }
}

/** A further live session of a member of staff: another browser. `['password']` may only set an authenticator up. */
export async function testStaffSession(
  staffId: string,
  role: StaffRole,
  factors: string[] = ['password', 'totp'],
): Promise<StaffActor & { sessionToken: string }> {
  const sessionToken = randomToken()
  const now = clock.now()
  const meta = { address: '192.0.2.20', userAgent: 'vitest' }
  const { id } = await database().staffSession.create({
    data: {
      staffId,
      tokenHash: keyedHash('staff-session-token', sessionToken),
      factors,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: addSeconds(now, 12 * 3600),
      ...meta,
    },
  })
  return {
    kind: 'staff',
    staffId,
    sessionId: id,
    role,
    because: null,
    requestId: randomUUID(),
    sessionToken,
    ...meta,
  }
}

/** The same, who says why: every act on a customer's account wants it. */
export function withReason<A extends StaffActor>(
  actor: A,
  reason = 'the customer called',
  ticket: string | null = null,
): A {
  return { ...actor, because: { reason, ticket } }
}
