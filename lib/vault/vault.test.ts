import { describe, expect, it } from 'vitest'
import { blindIndex, blindIndexCandidates } from './blind-index'
import { keyedHash } from './keyed-hash'
import { seal, unseal } from './seal'

describe('seal', () => {
  it('gives back what was sealed, in its context only', () => {
    const sealed = seal('身分證 A123456789', 'customer:1')
    expect(unseal(sealed, 'customer:1')).toBe('身分證 A123456789')
    expect(() => unseal(sealed, 'customer:2')).toThrow()
  })

  it('never makes the same bytes twice and never holds the plain text', () => {
    const first = seal('secret', 'x')
    expect(first.equals(seal('secret', 'x'))).toBe(false)
    expect(first.includes(Buffer.from('secret'))).toBe(false)
  })

  it('refuses every single altered byte', () => {
    const sealed = seal('secret', 'x')
    for (let at = 0; at < sealed.length; at++) {
      const altered = Buffer.from(sealed)
      altered[at] = (altered[at] ?? 0) ^ 1
      expect(() => unseal(altered, 'x'), `byte ${at}`).toThrow()
    }
  })

  it('refuses a shortened tag', () => {
    expect(() => unseal(seal('', 'x').subarray(0, 20), 'x')).toThrow()
  })
})

describe('keyedHash', () => {
  it('separates uses', () => {
    expect(keyedHash('a', 'value').equals(keyedHash('a', 'value'))).toBe(true)
    expect(keyedHash('a', 'value').equals(keyedHash('b', 'value'))).toBe(false)
  })
})

describe('blindIndex', () => {
  it('is found among the candidates and differs by value', () => {
    const { index } = blindIndex('A123456789')
    expect(blindIndexCandidates('A123456789').some((candidate) => candidate.equals(index))).toBe(true)
    expect(blindIndexCandidates('A123456788').some((candidate) => candidate.equals(index))).toBe(false)
  })
})
