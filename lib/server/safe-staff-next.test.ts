import { expect, it } from 'vitest'
import { safeStaffNext } from './safe-staff-next'

it.each([
  ['/admin', '/admin'],
  ['/admin?search=a', '/admin?search=a'],
  ['/admin/customers/1?x=1', '/admin/customers/1?x=1'],
  ['/admin/sign-in', '/admin'],
  ['/admin/sign-in?next=/admin/sign-in', '/admin'],
  ['/admin/authenticator', '/admin'],
  ['/admin/activate?token=x', '/admin'],
  ['/administrator', '/admin'],
  ['/keys', '/admin'],
  ['/', '/admin'],
  ['//other.example/admin', '/admin'],
  ['/admin/../keys', '/admin'],
  ['/admin/customers/../../keys', '/admin'],
  ['/admin\\..\\keys', '/admin'],
  ['https://other.example/admin', '/admin'],
  [undefined, '/admin'],
  [['/admin/staff'], '/admin'],
])('%j leads to %s', (next, to) => {
  expect(safeStaffNext(next)).toBe(to)
})
