import { expect, test } from 'vitest'
import { normaliseCode } from './normalise-code'

test.each([
  ['123456', '123456'],
  [' 123 456 ', '123456'],
  ['123-456', '123456'],
  ['１２３４５６', '123456'],
  ['１２３　４５６', '123456'],
  ['12345', null],
  ['1234567', null],
  ['12a456', null],
  ['', null],
  ['٣٤٥٦٧٨', null],
])('%j becomes %j', (typed, code) => {
  expect(normaliseCode(typed)).toBe(code)
})
