import { afterEach, expect, test, vi } from 'vitest'
import { isId } from './is-id'
import { newId } from './new-id'

afterEach(() => vi.useRealTimers())

test('is a UUIDv7 of the present', () => {
  const before = Date.now()
  const id = newId()
  expect(isId(id)).toBe(true)
  expect(id).toMatch(/^.{14}7.{4}[89ab]/)
  const ms = Number.parseInt(id.replace('-', '').slice(0, 12), 16)
  expect(ms).toBeGreaterThanOrEqual(before)
  expect(ms).toBeLessThanOrEqual(Date.now() + 5)
})

test('grows within a millisecond, past the counter’s end, and when the clock goes back', () => {
  vi.useFakeTimers({ now: Date.now() + 1000 })
  const ids = Array.from({ length: 10_000 }, newId)
  vi.setSystemTime(Date.now() - 5000)
  ids.push(newId())
  expect(new Set(ids).size).toBe(ids.length)
  expect([...ids].sort()).toEqual(ids)
})
