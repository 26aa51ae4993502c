import { expect, test } from 'vitest'
import { LeaseDeadline } from './lease-deadline'
import { clocksApartMs, leaseMarginMs, leaseTtlMs } from './lease-times'

const lifeMs = leaseTtlMs - leaseMarginMs

/** A lease that was extended when both clocks said nought, and what it says as they go on. */
function extended() {
  const now = { monotonic: 0, wall: 0 }
  const deadline = new LeaseDeadline(() => ({ ...now }))
  const from = { ...now }
  deadline.extend(from)
  return {
    deadline,
    at: (monotonic: number, wall = monotonic) => {
      Object.assign(now, { monotonic, wall })
      return deadline.holds()
    },
  }
}

test('there is none before the first renewal', () => {
  expect(new LeaseDeadline().holds()).toBe(false)
})

test('it counts from before the renewal was sent, less the margin', () => {
  const { at } = extended()
  expect([0, lifeMs / 2, lifeMs - 1].map((ms) => at(ms))).toEqual([true, true, true])
  expect(at(lifeMs)).toBe(false)
})

test('the margin covers what the clocks may be apart', () => {
  expect(leaseMarginMs).toBeGreaterThan(clocksApartMs)
})

test.each([
  ['the computer was suspended: only the wall clock went on', 10, 10 + clocksApartMs],
  ['the wall clock was set back', 10 + clocksApartMs, 10],
])('it ends when %s', (_, monotonic, wall) => {
  const { at } = extended()
  expect(at(monotonic, wall)).toBe(false)
})

test('clocks that are a little apart do not matter', () => {
  const { at } = extended()
  expect(at(300, 300 + clocksApartMs - 1)).toBe(true)
})

test('what once did not hold takes a renewal to hold again, whatever the clocks say then', () => {
  const { at, deadline } = extended()
  expect(at(10, 5_000)).toBe(false)
  expect(at(11)).toBe(false)
  deadline.extend({ monotonic: 11, wall: 11 })
  expect(at(12)).toBe(true)
  deadline.end()
  expect(at(12)).toBe(false)
})
