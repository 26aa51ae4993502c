import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keyRate } from './key-rate'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a key is over when it asks more than it may in a minute; another is not', async () => {
  const { count, isOver } = keyRate(3, null)
  const asked = async (id: string) => [await count(id), await count(id), await count(id), await count(id)]
  expect(await asked('one')).toEqual([false, false, false, true])
  expect([isOver('one'), isOver('two')]).toEqual([true, false])
  expect(await count('two')).toBe(false)
  vi.advanceTimersByTime(60_001)
  expect(isOver('one')).toBe(false)
  expect(await count('one')).toBe(false)
})
