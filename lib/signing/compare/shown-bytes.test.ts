import { expect, test } from 'vitest'
import { holdsSecret } from './holds-secret'
import { shownBytes } from './shown-bytes'

const shown = (bytes: string | number[], at: number | null = null) => {
  const { before, marked, after } = shownBytes(Buffer.from(bytes as string), at)
  return [before, marked, after]
}

test.each([
  ['a line feed', 'a\nb', 1, ['a', '⏎\n', 'b']],
  ['a carriage return', 'a\r\nb', 1, ['a', '␍', '⏎\nb']],
  ['a space and a tab', 'a \tb', null, ['', '', 'a␣␉b']],
  ['what takes no room', 'a\u200b\ufeffb', 1, ['a', '{U+200B}', '{U+FEFF}b']],
  ['a space that looks like one', 'a\u00a0b', null, ['', '', 'a{U+00A0}b']],
  ['a mark that turns text around', '\u202eb', 0, ['', '{U+202E}', 'b']],
  ['a byte within a character', '台b', 1, ['', '台', 'b']],
  ['an end', 'ab', 2, ['ab', '', '']],
] as const)('%s can be seen', (_, text, at, expected) => {
  expect(shown(text, at)).toEqual(expected)
})

test.each([
  [[0xff, 0x61], '\\xFFa'],
  [[0xe5, 0x8f], '\\xE5\\x8F'],
  [[0xc0, 0x80], '\\xC0\\x80'],
  [[0xed, 0xa0, 0x80], '\\xED\\xA0\\x80'],
  [[0xf0, 0x9f, 0x98, 0x80], '😀'],
])('%j is shown as %s', (bytes, text) => {
  expect(shown(bytes)[2]).toBe(text)
})

test('of much only what is near the place is shown', () => {
  const long = shownBytes(Buffer.from('a'.repeat(50_000)), 20_000)
  expect(long.cut).toEqual({ before: true, after: true })
  expect(long.before.length + long.after.length).toBeLessThan(2_000)
})

test.each([
  ['GET /v1/orders sgs_3kd8f0aSecret', true],
  ['api_secret=sgs%5F3kd8f0a', true],
  [`Basic ${Buffer.from('sgk_accessKey:sgs_secret').toString('base64')}`, true],
  [Buffer.from('sgs_3kd8f0aSecretText').toString('base64url'), true],
  ['sgk_accessKey', false],
  ['the prefix sgs_ alone', false],
  ['0'.repeat(64), false],
])('whether %s holds a secret: %s', (text, holds) => {
  expect(holdsSecret(text)).toBe(holds)
})
