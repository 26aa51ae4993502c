import { base32 } from '@scure/base'
import { expect, it } from 'vitest'
import { authenticatorUri, codeOfStep, newSeed, stepAt, stepOfCode } from './totp'

const seed = base32.encode(new TextEncoder().encode('12345678901234567890'))
const second = (seconds: number) => new Date(seconds * 1000)

// RFC 6238, appendix B, SHA-1.
it.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
])('at %d s the code is %s', (seconds, code) => {
  expect(codeOfStep(seed, stepAt(second(seconds)), 8)).toBe(code)
  // Six digits are the last six of them.
  expect(codeOfStep(seed, stepAt(second(seconds)))).toBe(code.slice(2))
})

it.each([
  [-2, null],
  [-1, 999],
  [0, 1000],
  [1, 1001],
  [2, null],
])('a code %d steps from now is taken for step %s', (distance, step) => {
  const code = codeOfStep(seed, 1000 + distance)
  expect(stepOfCode(seed, code, second(1000 * 30))).toBe(step)
  expect(stepOfCode(seed, code, second(1000 * 30 + 29))).toBe(step)
})

it('takes nothing that is no code', () => {
  for (const typed of ['', '00000', '0000000', codeOfStep(seed, 1000).slice(1)])
    expect(stepOfCode(seed, typed, second(30_000))).toBeNull()
})

it('makes a seed of 160 bits, never the same, and an address that authenticators read', () => {
  const made = newSeed()
  expect(base32.decode(made)).toHaveLength(20)
  expect(newSeed()).not.toBe(made)
  const uri = new URL(authenticatorUri(made, 'lin+desk@example.com'))
  expect(uri.protocol + uri.host).toBe('otpauth:totp')
  expect(decodeURIComponent(uri.pathname)).toBe('/Signet desk:lin+desk@example.com')
  expect([uri.searchParams.get('secret'), uri.searchParams.get('issuer')]).toEqual([made, 'Signet desk'])
  // What is not said is 6 digits, 30 seconds and SHA-1.
  for (const [name, value] of [
    ['digits', '6'],
    ['period', '30'],
    ['algorithm', 'SHA1'],
  ] as const)
    expect([null, value]).toContain(uri.searchParams.get(name))
})
