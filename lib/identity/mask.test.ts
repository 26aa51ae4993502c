import { expect, it } from 'vitest'
import { maskEmail, maskNationalId, maskPhone } from './mask'

it.each([
  ['A123456789', 'A12•••••89'],
  ['1234567', '1•••••7'],
  ['12', '1•2'],
])('masks the ID %s as %s', (id, masked) => expect(maskNationalId(id)).toBe(masked))

it.each([
  ['+886912345318', '09••\u00a0•••\u00a0318'],
  ['0912345318', '09••\u00a0•••\u00a0318'],
  ['0912-345-318', '09••\u00a0•••\u00a0318'],
  ['+14155550123', '+1•••••••\u00a0123'],
])('masks the phone %s as %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked))

it.each([
  ['wang@example.com', 'w•••@example.com'],
  ['a@example.com', 'a•••@example.com'],
  ['"a@b"@example.com', '"•••@example.com'],
])('masks the address %s as %s', (email, masked) => expect(maskEmail(email)).toBe(masked))
