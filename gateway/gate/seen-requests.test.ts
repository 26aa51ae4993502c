import { expect, test } from 'vitest'
import type { Replay } from './replay'
import { SeenInMemory } from './seen-requests'
import { UnavailableError } from './unavailable-error'

const start = 1_000_000_000_000
const at = (milliseconds: number) => new Date(start + milliseconds)
const replay = (id: string, sentAt: number, windowMs = 5_000): Replay => ({
  id,
  timestampMs: start + sentAt,
  untilMs: start + sentAt + windowMs,
  refused: true,
})

test('a request is new once, and seen until it would be late', () => {
  const seen = new SeenInMemory(at(0), 10)
  const one = replay('one', 100)
  expect(seen.mark(one, at(200))).toBe(false)
  for (const later of [200, 3_000, 5_100]) expect(seen.mark(one, at(later))).toBe(true)
  expect(seen.mark(replay('two', 100), at(200))).toBe(false)
})

test('what is from before the start may have been seen', () => {
  const seen = new SeenInMemory(at(0), 10)
  expect(seen.mark(replay('one', -1), at(10))).toBe(true)
  expect(seen.mark(replay('two', 0), at(10))).toBe(false)
})

test('full, it refuses instead of forgetting; room comes with time', () => {
  const seen = new SeenInMemory(at(0), 3)
  for (const id of ['one', 'two', 'three']) seen.mark(replay(id, 100), at(200))
  expect(() => seen.mark(replay('four', 200), at(300))).toThrow(UnavailableError)
  expect(seen.mark(replay('one', 100), at(300))).toBe(true)
  expect(seen.size).toBe(3)
  expect(seen.mark(replay('four', 6_500), at(7_000))).toBe(false)
  expect(seen.size).toBe(1)
})

test('a clock that is set back brings nothing back', () => {
  const seen = new SeenInMemory(at(0), 10)
  seen.mark(replay('one', 100), at(200))
  seen.mark(replay('two', 60_000), at(60_000))
  expect(seen.mark(replay('one', 100), at(200))).toBe(true)
})
