import { describe, expect, test } from 'vitest'
import { isReadable, personName } from './readable-text'

test.each([
  '',
  ' ',
  '...',
  '\u3164',
  '\u115f\u1160',
  '\uffa0',
  '\u2800\u2800\u2800',
  '\u200b\u2060\ufeff',
  '\ufe0f',
  '—',
])('nothing to read: %j', (text) => expect(isReadable(text)).toBe(false))

test.each(['a', '7', '客戶來電', '\u3164x'])('to read: %j', (text) => expect(isReadable(text)).toBe(true))

describe('a name', () => {
  const read = (text: unknown) => personName('field_required').safeParse(text)

  test.each(['\u3164\u3164', '\uffa0', '\u2800', '...', '\u200d'])('%j is none', (text) =>
    expect(read(text).error?.issues[0]?.message).toBe('field_required'),
  )

  test.each([
    ['王小明\u3164', '王小明'],
    ['Ann\u200b Lee\u115f', 'Ann Lee'],
    // Variants of a character, and the joiners of Persian and Hindi names, are part of how a name is written.
    ['葛\u{e0100}西', '葛\u{e0100}西'],
    ['علی\u200cرضا', 'علی\u200cرضا'],
  ])('%j is %j', (text, name) => expect(read(text).data).toBe(name))

  test.each(['a\u202eb', 'a\u0000b', 'a\u2028b', 'a\u200fb'])('%j is refused', (text) =>
    expect(read(text).error?.issues[0]?.message).toBe('name_control'),
  )

  test('must be there, and end', () => {
    expect(read(undefined).error?.issues[0]?.message).toBe('field_missing')
    expect(read('x'.repeat(101)).error?.issues[0]?.message).toBe('name_too_long')
    expect(read('𠮷'.repeat(100)).success).toBe(true)
  })
})
