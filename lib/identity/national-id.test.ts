import { describe, expect, it } from 'vitest'
import { parseNationalId } from './national-id'

const taiwan = { kind: 'taiwan' } as const

describe('parseNationalId', () => {
  it.each([
    ['A123456789', 'A123456789', 'national ID, man'],
    ['F223456786', 'F223456786', 'national ID, woman'],
    ['a123456789', 'A123456789', 'lower case'],
    ['  A123456789\n', 'A123456789', 'space around it'],
    ['Ａ１２３４５６７８９', 'A123456789', 'full width'],
    ['ａ１２３４５６７８９', 'A123456789', 'full width, lower case'],
    ['A800000014', 'A800000014', 'resident certificate since 2021, man'],
    ['A900000016', 'A900000016', 'resident certificate since 2021, woman'],
    ['AC01234567', 'AC01234567', 'resident certificate before 2021'],
    ['I123456781', 'I123456781', 'a letter out of alphabetical order: I'],
    ['O123456782', 'O123456782', 'a letter out of alphabetical order: O'],
    ['W123456789', 'W123456789', 'a letter out of alphabetical order: W'],
    ['Z123456780', 'Z123456780', 'the last but not the highest letter: Z'],
  ])('takes %j as %s (%s)', (typed, expected) => {
    expect(parseNationalId(typed, taiwan)).toBe(expected)
  })

  it.each([
    ['', 'empty'],
    ['A123456788', 'wrong check digit'],
    ['B123456789', 'another letter with the check digit of A'],
    ['A213456789', 'two digits swapped'],
    ['A323456789', 'second character 3'],
    ['AE01234567', 'second letter past D'],
    ['A12345678', 'too short'],
    ['A1234567890', 'too long'],
    ['A12345678９0', 'full-width digit, too long'],
    ['1234567890', 'no letter'],
    ['A123 456789', 'space inside'],
    ['A123456789; DROP TABLE customer', 'more after it'],
    ['Á123456789', 'letter with an accent'],
  ])('refuses %j (%s)', (typed) => {
    expect(parseNationalId(typed, taiwan)).toBeNull()
  })

  it('finds every single wrong digit', () => {
    const id = 'A123456789'
    for (let at = 2; at < id.length; at++) {
      for (const digit of '0123456789') {
        const typed = id.slice(0, at) + digit + id.slice(at + 1)
        // The weights 8, 6, 5, 4 and 2 share a factor with 10, so some changes there pass: weight × change ≡ 0.
        const weight = [0, 8, 7, 6, 5, 4, 3, 2, 1, 1][at] ?? 0
        const passes = (weight * (Number(digit) - Number(id[at]))) % 10 === 0
        expect(parseNationalId(typed, taiwan) !== null, typed).toBe(passes)
      }
    }
  })

  it('takes a plain pattern when the policy says so, anchored at both ends', () => {
    const pattern = { kind: 'pattern', pattern: '[0-9]{7}|X[0-9]+', example: '1234567' } as const
    expect(parseNationalId(' １２３４５６７ ', pattern)).toBe('1234567')
    expect(parseNationalId('x12', pattern)).toBe('X12')
    expect(parseNationalId('12345678', pattern)).toBeNull()
    expect(parseNationalId('A123456789', pattern)).toBeNull()
  })
})
