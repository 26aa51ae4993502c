import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepDoing } from './keep-doing'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  process.removeAllListeners('SIGTERM')
})

test('repeats the work, and waits longer after each failure until it succeeds again', async () => {
  const outcomes = ['well', 'badly', 'badly', 'well', 'well']
  const times: number[] = []
  const began = Date.now()
  keepDoing(
    'do it',
    async () => {
      times.push(Date.now() - began)
      if (outcomes.shift() === 'badly') throw new Error('planted')
    },
    100,
  )
  await vi.advanceTimersByTimeAsync(1_000)
  expect(times.slice(0, 5)).toEqual([100, 200, 400, 800, 900])
})

test('does not begin a round while one is under way', async () => {
  let begun = 0
  keepDoing('take long', () => new Promise((resolve) => setTimeout(resolve, 1_000, ++begun)), 100)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(begun).toBe(1)
})

test('stops when the process is told to end', async () => {
  const work = vi.fn(async () => {})
  keepDoing('do it', work, 100)
  await vi.advanceTimersByTimeAsync(250)
  process.emit('SIGTERM')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(work).toHaveBeenCalledTimes(2)
})
