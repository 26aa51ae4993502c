import { expect, test } from 'vitest'
import { generateOtp, hotp } from './generate-otp'

// RFC 4226, appendix D.
const secret = Buffer.from('12345678901234567890')
const codes = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' ')

test.each(codes.map((code, counter) => [counter, code] as const))('counter %i gives %s', (counter, code) => {
  expect(hotp(secret, counter)).toBe(code)
})

test('makes another six digits each time', () => {
  const made = Array.from({ length: 200 }, generateOtp)
  for (const code of made) expect(code).toMatch(/^\d{6}$/)
  expect(new Set(made).size).toBeGreaterThan(190)
})
