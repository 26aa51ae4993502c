import { expect, test } from 'vitest'
import { makeQuota } from './make-quota'

const at = new Date('2026-11-26T04:00:10Z')
const next = new Date('2026-11-26T04:01:00Z')

test('lets so many of each name through in each period', () => {
  const quota = makeQuota(60_000, 2)
  const asked = (name: string, when = at) => quota(name, when)
  expect([asked('a'), asked('a'), asked('a'), asked('b')]).toEqual([true, true, false, true])
  expect([asked('a', next), asked('a', next), asked('a', next)]).toEqual([true, true, false])
})

test('tells no more names apart than it may: the one that came first begins anew', () => {
  const quota = makeQuota(60_000, 1, 3)
  const names = ['a', 'b', 'c']
  expect(names.map((name) => quota(name, at))).toEqual([true, true, true])
  expect(names.map((name) => quota(name, at))).toEqual([false, false, false])
  expect(quota('d', at)).toBe(true)
  expect([quota('b', at), quota('c', at), quota('d', at), quota('a', at)]).toEqual([
    false,
    false,
    false,
    true,
  ])
})
