import { describe, expect, test } from 'vitest'
import { AppError } from '@/lib/errors'
import type { Actor, StaffActor } from './actor'
import { authorize, type Permission } from './authorize'
import { type StaffPermission, staffPermissions, staffRoles } from './staff-roles'

const meta = { requestId: 'r', address: '192.0.2.1', userAgent: 'vitest' }
const customer: Actor = { kind: 'customer', customerId: 'c', sessionId: 's', ...meta }
const staff = (role: StaffActor['role'], reason: string | null = 'the customer called'): StaffActor => ({
  ...{ kind: 'staff', staffId: 'm', sessionId: 's', role, ...meta },
  because: reason ? { reason, ticket: null } : null,
})

/** What it ends with: `null` when the actor is let through. */
function refusal(actor: Actor, permission: Permission): string | null {
  try {
    authorize(actor, permission)
    return null
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
}

/** Who may do what, in the order support, security, admin, auditor. */
const table: Record<StaffPermission, string> = {
  'desk:read': 'yes yes yes yes',
  'customer:read': 'yes yes yes yes',
  'audit:read': 'no yes yes yes',
  'staff:read': 'no no yes yes',
  'national-id:reveal': 'yes yes yes yes',
  'customer:unlock': 'yes yes yes no',
  'sessions:end': 'yes yes yes no',
  'notice:resend': 'yes yes yes no',
  'key:deactivate': 'yes yes yes no',
  'certificate:revoke': 'no yes yes no',
  'customer:suspend': 'no yes yes no',
  'customer:restore': 'no yes yes no',
  'customer:activate': 'no yes yes no',
  'customer:contact': 'no no yes no',
  'customer:create': 'no no yes no',
  'customer:import': 'no no yes no',
  'staff:manage': 'no no yes no',
}

test('the table has every permission', () => {
  expect(Object.keys(table).sort()).toEqual([...staffPermissions].sort())
})

test.each(Object.entries(table) as [StaffPermission, string][])('%s: %s', (permission, row) => {
  const answers = staffRoles.map((role) => (refusal(staff(role), permission) === null ? 'yes' : 'no'))
  expect(answers.join(' ')).toBe(row)
})

describe('between customers and staff', () => {
  const shared: StaffPermission[] = ['certificate:revoke', 'key:deactivate', 'sessions:end']
  test.each(staffPermissions.filter((permission) => !shared.includes(permission)))(
    'no customer may %s',
    (permission) => {
      expect(refusal(customer, permission)).toBe('forbidden')
    },
  )
  test.each(shared)('owner and staff may both %s', (permission) => {
    expect(refusal(customer, permission)).toBeNull()
    expect(refusal(staff('security'), permission)).toBeNull()
  })
  test.each(staffRoles)('%s holds nothing that is an owner’s', (role) => {
    for (const own of [
      'key:create:own',
      'key:update:own',
      'password:update:own',
      'activity:read:own',
    ] as const)
      expect(refusal(staff(role), own)).toBe('forbidden')
  })
})

test.each(staffPermissions)('nobody may %s, and neither may the portal itself', (permission) => {
  expect(refusal({ kind: 'anonymous', ...meta }, permission)).toBe('signed_out')
  expect(refusal({ kind: 'system', ...meta }, permission)).toBe('forbidden')
})

test('an act on a customer’s account wants a reason; looking does not', () => {
  for (const act of ['national-id:reveal', 'customer:suspend', 'key:deactivate', 'sessions:end'] as const)
    expect(refusal(staff('admin', null), act)).toBe('reason_required')
  expect(refusal(staff('auditor', null), 'audit:read')).toBeNull()
  expect(refusal(customer, 'key:deactivate')).toBeNull()
})
