import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepDoing } from './keep-doing'

let ending: AbortController

beforeEach(() => {
  vi.useFakeTimers()
  ending = new AbortController()
})
afterEach(() => {
  ending.abort()
  vi.useRealTimers()
})

const start = (work: (over: AbortSignal) => Promise<unknown>, everyMilliseconds = 100) =>
  keepDoing({ name: 'do it', everyMilliseconds, work }, ending.signal)

test('repeats the work, and waits longer after each failure until it succeeds again', async () => {
  const outcomes = ['well', 'badly', 'badly', 'well', 'well']
  const times: number[] = []
  const began = Date.now()
  void start(async () => {
    times.push(Date.now() - began)
    if (outcomes.shift() === 'badly') throw new Error('planted')
  })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(times.slice(0, 5)).toEqual([100, 200, 400, 800, 900])
})

test('begins what is done seldom soon after the start', async () => {
  const times: number[] = []
  const began = Date.now()
  void start(async () => times.push(Date.now() - began), 3_600_000)
  await vi.advanceTimersByTimeAsync(3_700_000)
  expect(times).toEqual([10_000, 3_610_000])
})

test('does not begin a round while one is under way', async () => {
  let begun = 0
  void start(() => new Promise((resolve) => setTimeout(resolve, 1_000, ++begun)))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(begun).toBe(1)
})

test('stops when it is over', async () => {
  const work = vi.fn(async () => {})
  const done = start(work)
  await vi.advanceTimersByTimeAsync(250)
  ending.abort()
  await done
  await vi.advanceTimersByTimeAsync(1_000)
  expect(work).toHaveBeenCalledTimes(2)
})

test('settles only when the round under way has ended, which is told that it is over', async () => {
  let told = false
  let settled = false
  const done = start(async (over) => {
    await new Promise((resolve) => setTimeout(resolve, 500))
    told = over.aborted
  }).then(() => {
    settled = true
  })
  await vi.advanceTimersByTimeAsync(300)
  ending.abort()
  await vi.advanceTimersByTimeAsync(100)
  expect(settled).toBe(false)
  await vi.advanceTimersByTimeAsync(300)
  await done
  expect(told).toBe(true)
})
