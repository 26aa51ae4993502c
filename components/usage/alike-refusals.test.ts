import { expect, test } from 'vitest'
import { alikeRefusals } from './alike-refusals'

const refusal = (id: number, says: string, address = '192.0.2.1') => ({ id, says, address })
const groupsOf = (...refusals: ReturnType<typeof refusal>[]) =>
  alikeRefusals(refusals, ({ says }) => says).map((group) => group.map(({ id }) => id))

test('those that follow each other with the same words and address are one group', () => {
  expect(groupsOf()).toEqual([])
  expect(groupsOf(refusal(1, 'a'), refusal(2, 'a'), refusal(3, 'b'), refusal(4, 'a'))).toEqual([
    [1, 2],
    [3],
    [4],
  ])
  expect(groupsOf(refusal(1, 'a'), refusal(2, 'a', '192.0.2.2'), refusal(3, 'a', '192.0.2.2'))).toEqual([
    [1],
    [2, 3],
  ])
})
