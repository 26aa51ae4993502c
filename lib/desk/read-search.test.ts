import { describe, expect, test } from 'vitest'
import type { Policy } from '@/lib/policies/schema'
import { randomNationalId } from '@/test/national-id'
import { readSearch, type Wanted } from './read-search'

const taiwan = { kind: 'taiwan' } as Policy['identifier']
const read = (typed: string) => readSearch(typed, taiwan)
const id = 'A123456789'
const serial = '4a11b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3'

test.each(['TST-7K3M-9QXP', 'tst 7k3m 9qxp', 'TST7K3M9QXP', ' Ｔst-7K3M-9qxp'])(
  'the code of a certificate test, also as it is heard: %s',
  (typed) => {
    expect(read(typed)).toMatchObject({ private: false, wrongId: false, wanted: { test: 'TST-7K3M-9QXP' } })
  },
)

test.each(['TST-7K3M', 'TST-7K3M-9QX0', 'TST', 'XTST-7K3M-9QXP'])('%s is no code of a test', (typed) => {
  expect(read(typed).wanted?.test).toBeUndefined()
})

describe('a national ID', () => {
  test.each([
    id,
    'a123456789',
    'Ａ１２３４５６７８９',
    ' a12 345 6789 ',
    'A123-456-789',
    'ID: A123456789',
    '王小明 a123456789',
    'a123456789\u200b',
  ])('%s', (typed) => {
    const reading = read(typed)
    expect(reading.wanted?.national_id).toBe(id)
    expect(reading).toMatchObject({ private: true, wrongId: false })
  })

  test.each(['A123456788', 'a12345678', 'AB12345678', 'A323456789', 'AC12345678'])(
    '%s can be none, but stays out of addresses',
    (typed) => {
      expect(read(typed)).toMatchObject({ private: true, wrongId: true })
      expect(read(typed).wanted?.national_id).toBeUndefined()
    },
  )

  test('of anybody', () => {
    for (let n = 0; n < 50; n++) {
      const typed = randomNationalId()
      expect(read(typed.toLowerCase()).wanted?.national_id).toBe(typed)
    }
  })

  test('as another policy has it', () => {
    const own = { kind: 'pattern', pattern: 'X-\\d{4}' } as unknown as Policy['identifier']
    expect(readSearch('Z', own).private).toBe(false)
  })
})

describe('everything else', () => {
  test.each<[string, Wanted]>([
    ['Wang@Example.com', { email: 'wang@example.com' }],
    ['wang@', { email: 'wang@' }],
    ['0912 345-678', { phone: ['+886912345678'] }],
    ['+886 912 345 678', { phone: ['+886912345678'] }],
    ['+886-0912-345678', { phone: ['+886912345678'] }],
    ['００８８６９１２３４５６７８', { phone: ['+886912345678'] }],
    ['(02) 2345-6789', { phone: ['+886223456789'] }],
    ['0912', { phone: ['+886912'] }],
    ['912345678', { phone: ['+912345678', '+886912345678'] }],
    ['sgk_7Qm4', { key: { start: 'sgk_7Qm4', end: '' } }],
    ['sgk_', { key: { start: 'sgk_', end: '' } }],
    ['sgk_7Qm4…k2Xa', { key: { start: 'sgk_7Qm4', end: 'k2Xa' } }],
    ['sgk_7Qm4...k2Xa', { key: { start: 'sgk_7Qm4', end: 'k2Xa' } }],
    ['7Qm4Ze', { key: { start: 'sgk_7Qm4Ze', end: '' } }],
    [serial, { certificate: serial }],
    [serial.toUpperCase().replace(/(..)(?!$)/g, '$1:'), { certificate: serial }],
    [serial.replace(/(....)/g, '$1 '), { certificate: serial }],
    [`serial=${serial.toUpperCase()}`, { certificate: serial }],
    ['0x4A11B2', { certificate: '4a11b2' }],
    ['ab'.repeat(32), { fingerprint: 'ab'.repeat(32) }],
    [`sha256 Fingerprint=${'AB:'.repeat(31)}AB`, { fingerprint: 'ab'.repeat(32) }],
    ['KX7P-22QM-T9AB-CDEF', { account: 'KX7P22QMT9ABCDEF' }],
    ['王', { name: ['王'] }],
    ['小明', { name: ['小明'] }],
    ['Lin mei', { name: ['lin', 'mei'] }],
    ['a%b', { email: 'a%b' }],
    ['a_', { email: 'a_' }],
    ['\\\\', { email: '\\\\' }],
  ])('%s', (typed, wanted) => {
    expect(read(typed)).toMatchObject({ wrongId: false, wanted })
  })

  test.each([
    ['王', ['name']],
    ['Lin Mei', ['name']],
    ['%%', ['email']],
    ['wang@example.com', ['email', 'name']],
    [`${serial.slice(0, 12)}`, ['certificate', 'email', 'name']],
  ])('%s is nothing more', (typed, kinds) => {
    expect(Object.keys(read(typed).wanted ?? {}).sort()).toEqual(expect.arrayContaining(kinds))
    expect(Object.keys(read(typed).wanted ?? {})).not.toContain('national_id')
  })
})

describe('what stands in no address', () => {
  test.each([
    '0912345678',
    '0912',
    '+886 912-345',
    '2345 6789',
    'wang@example.com',
    'wang@',
    'Wang <wang@example.com>',
    'mei.',
    'wang_a',
    'wang1985',
    'a%b',
  ])('%s', (typed) => expect(read(typed).private).toBe(true))

  test.each([
    '王小明',
    'wang',
    "O'Brien",
    'Lin Mei',
    'sgk_7Qm4',
    'sgk_7Qm4…k2Xa',
    '4a11b2',
    'ab'.repeat(32),
    'KX7P22QMT9ABCDEF',
  ])('%s may stand there', (typed) => expect(read(typed).private).toBe(false))
})

describe('what is not looked for', () => {
  test.each([
    ['', 'empty'],
    [' \u3000\u200b\0 ', 'empty'],
    ['w', 'too_short'],
    ['%', 'too_short'],
    ['_', 'too_short'],
    ['\\', 'too_short'],
    ['x'.repeat(10_240), 'too_long'],
    ['王'.repeat(3413), 'too_long'],
    ['sgs_4uQfY', 'secret'],
  ])('%#: %.20s', (typed, hint) => {
    expect(read(typed).hint).toBe(hint)
    expect(read(typed).wanted).toBeUndefined()
  })

  test('a secret stays out of addresses', () => {
    expect(read('secret: sgs_4uQfY').private).toBe(true)
  })
})
