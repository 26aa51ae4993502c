import { expect, test } from 'vitest'
import { reminderStages } from './reminder-stages'

const day = 86_400
const stages = reminderStages([45, 14, 7, 1])

test.each([
  ['long before', 60 * day, null],
  ['a second too early', 45 * day + 1, null],
  ['on the first day', 45 * day, 45],
  ['between two', 20 * day, 45],
  ['a second before the second', 14 * day + 1, 45],
  ['on the second', 14 * day, 14],
  ['on the third', 7 * day, 7],
  ['two days before', 2 * day, 7],
  ['on the last day', day, 1],
  ['in the last second', 1, 1],
  ['on the end', 0, 0],
  ['days after it', -6 * day, 0],
  ['a week after it', -7 * day, null],
])('%s', (_when, secondsLeft, days) => {
  const due = stages.filter((s) => secondsLeft > s.endsAfterSeconds && secondsLeft <= s.endsBySeconds)
  expect(due.map((stage) => stage.days)).toEqual(days === null ? [] : [days])
})

test('in any order, without the same twice; a policy without any still tells of the end', () => {
  expect(reminderStages([1, 45, 14, 7, 14])).toEqual(stages)
  expect(reminderStages([]).map(({ days }) => days)).toEqual([0])
})
