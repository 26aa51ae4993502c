import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keyRate } from './key-rate'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a key is over when it asks more than it may in a minute; another is not', async () => {
  const isOver = keyRate(3, null)
  const asked = async (id: string) => [await isOver(id), await isOver(id), await isOver(id), await isOver(id)]
  expect(await asked('one')).toEqual([false, false, false, true])
  expect(await isOver('two')).toBe(false)
  vi.advanceTimersByTime(60_001)
  expect(await isOver('one')).toBe(false)
})
