import { expect, it } from 'vitest'
import { readGivenCode } from './read-given-code'

it.each([
  ['', null],
  ['  ', null],
  ['123456', { kind: 'totp', code: '123456' }],
  [' 123 456 ', { kind: 'totp', code: '123456' }],
  ['123-456', { kind: 'totp', code: '123456' }],
  ['１２３　４５６', { kind: 'totp', code: '123456' }],
  ['7K2M-9XQ4-TB1H', { kind: 'recovery', code: '7K2M9XQ4TB1H' }],
  ['7k2m 9xq4 tblh', { kind: 'recovery', code: '7K2M9XQ4TB1H' }],
  ['７Ｋ２Ｍ－９ＸＱ４－ＴＢ１Ｈ', { kind: 'recovery', code: '7K2M9XQ4TB1H' }],
  ['OOOO-IIII-LLLL', { kind: 'recovery', code: '000011111111' }],
])('%j', (typed, given) => {
  expect(readGivenCode(typed)).toEqual(given)
})

it.each([
  '12345',
  '1234567',
  '12345a',
  '١٢٣٤٥٦',
  '7K2M-9XQ4-TB1',
  '7K2M-9XQ4-TB1HH',
  'UUUU-UUUU-UUUU',
  'secret',
])('%j is no code', (typed) => {
  expect(() => readGivenCode(typed)).toThrow(
    expect.objectContaining({ fields: { code: { code: 'staff_code_malformed' } } }),
  )
})
