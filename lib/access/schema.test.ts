import { expect, test } from 'vitest'
import { becauseSchema } from './schema'

const codeOf = (input: object) => {
  const { error } = becauseSchema.safeParse(input)
  return error?.issues.map(({ path, message }) => `${String(path[0])} ${message}`) ?? []
}

test.each([
  '',
  ' ',
  '   \n\t ',
  '\u3000',
  '\u200b\u200b\u200b\u200b',
  'ok',
  '\u202e\u2066 \u200d',
  '\u3164\u3164\u3164',
  '\u115f\u1160\u115f',
  '\uffa0\uffa0\uffa0',
  '\u2800\u2800\u2800',
  '...',
  '— — —',
])('no reason: %j', (reason) => expect(codeOf({ reason })).toEqual(['reason reason_required']))

test('too long a reason, and one that is just not', () => {
  expect(codeOf({ reason: 'x'.repeat(501) })).toEqual(['reason reason_too_long'])
  expect(codeOf({ reason: 'x'.repeat(5000) })).toEqual(['reason reason_too_long'])
  expect(codeOf({ reason: 'x'.repeat(500) })).toEqual([])
})

test('a reason on several lines becomes one', () => {
  expect(becauseSchema.parse({ reason: '  lost\r\n his  phone ' })).toEqual({
    reason: 'lost his phone',
    ticket: null,
  })
})

test.each([
  ['', null],
  ['  ', null],
  [' TN-12 ', 'TN-12'],
  ['ＴＮ－１２', 'TN-12'],
  ['#2026/11.4_a', '#2026/11.4_a'],
])('ticket %j is %j', (ticket, read) => {
  expect(becauseSchema.parse({ reason: 'called us', ticket })).toMatchObject({ ticket: read })
})

test.each(['a b', '=1+1', '<b>', 'x'.repeat(41), '-1'])('no ticket: %j', (ticket) => {
  expect(codeOf({ reason: 'called us', ticket })).toEqual(['ticket ticket_malformed'])
})
