import { describe, expect, it } from 'vitest'
import { customerFields } from './customer-fields'
import { parseEmail } from './parse-email'
import { parsePhone } from './parse-phone'

describe('a phone number', () => {
  it.each([
    ['0912345678', '+886912345678'],
    ['0912-345-678', '+886912345678'],
    [' ０９１２　３４５　６７８ ', '+886912345678'],
    ['０９１２－３４５－６７８', '+886912345678'],
    ['+886912345678', '+886912345678'],
    ['+886 0912 345 678', '+886912345678'],
    ['+886-(0)912-345-678', '+886912345678'],
    ['(02) 2345-6789', '+886223456789'],
    ['04-2345678', '+88642345678'],
    ['0836-12345', '+88683612345'],
    ['+1 (415) 555-0132', '+14155550132'],
    ['＋８１ ９０ １２３４ ５６７８', '+819012345678'],
  ])('%j is %s', (typed, phone) => expect(parsePhone(typed)).toBe(phone))

  it.each([
    '',
    '091234567',
    '09123456789',
    '912345678',
    '886912345678',
    '00886912345678',
    '0012345678',
    '+0912345678',
    '+886112345678',
    '+12345',
    '+1234567890123456',
    '0912x345678',
    '0912345678 #12',
    '=0912345678',
    '++886912345678',
  ])('%j is none', (typed) => expect(parsePhone(typed)).toBeNull())
})

describe('an e-mail address', () => {
  it.each([
    [' Wang@Example.COM ', 'wang@example.com'],
    ['ｗａｎｇ＠example.com', 'wang@example.com'],
    ["o'neil+signet@mail.example.com.tw", "o'neil+signet@mail.example.com.tw"],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%j is %s', (typed, email) => expect(parseEmail(typed)).toBe(email))

  it.each([
    '',
    'wang',
    'wang@',
    '@example.com',
    'wang@example',
    'wang@@example.com',
    'wang@example..com',
    'wang.@example.com',
    'wang@-example.com',
    'wang@example.com\r\nBcc: a@example.com',
    'wang@example.com, chen@example.com',
    'Wang <wang@example.com>',
    '王@example.com',
    `${'a'.repeat(65)}@example.com`,
    `wang@${'a.'.repeat(130)}com`,
  ])('%j is none', (typed) => expect(parseEmail(typed)).toBeNull())
})

describe('the fields of a customer', () => {
  const good = {
    name: ' 王小明 ',
    nationalId: ' ａ123456789',
    email: 'Wang@example.com',
    phone: '0912-345-678',
    locale: 'zh-TW',
  }

  it('come out as they are stored', () =>
    expect(customerFields.parse(good)).toEqual({
      name: '王小明',
      nationalId: 'A123456789',
      email: 'wang@example.com',
      phone: '+886912345678',
      locale: 'zh-TW',
    }))

  it.each([
    ['name', '', 'field_required'],
    ['name', '\u3000\u200b', 'field_required'],
    ['name', 'x'.repeat(101), 'name_too_long'],
    ['name', 'Wang\u0000', 'name_control'],
    ['name', 'Wang\nMing', 'name_control'],
    ['name', 'Wang\u202eMing', 'name_control'],
    ['nationalId', 'A123456788', 'id_malformed'],
    ['nationalId', '', 'field_required'],
    ['email', 'wang', 'email_malformed'],
    ['phone', '12', 'phone_malformed'],
    ['phone', '0'.repeat(100_000), 'phone_malformed'],
    ['locale', 'fr', 'field_required'],
    ['locale', undefined, 'field_required'],
    ['name', undefined, 'field_missing'],
  ])('%s %j: %s', (field, value, code) => {
    const issues = customerFields.safeParse({ ...good, [field]: value }).error?.issues
    expect(issues?.map(({ path, message }) => [...path, message])).toEqual([[field, code]])
  })

  it('takes names of 100 characters, however many bytes', () =>
    expect(customerFields.parse({ ...good, name: '𠮷'.repeat(100) }).name).toBe('𠮷'.repeat(100)))
})
