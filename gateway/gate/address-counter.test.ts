import { expect, test } from 'vitest'
import { AddressCounter } from './address-counter'

const now = new Date('2026-11-26T04:00:30Z')
const nextMinute = new Date('2026-11-26T04:01:00Z')

function failing(limit: number, address: string, times: number): AddressCounter {
  const failures = new AddressCounter(limit)
  for (let time = 0; time < times; time += 1) failures.count(address, now)
  return failures
}

test('an address is over after as many failures as it may have, until the minute is over', () => {
  expect(failing(3, '192.0.2.1', 2).isOver('192.0.2.1', now)).toBe(false)
  const failures = failing(3, '192.0.2.1', 3)
  expect(failures.isOver('192.0.2.1', now)).toBe(true)
  expect(failures.isOver('192.0.2.2', now)).toBe(false)
  expect(failures.isOver('192.0.2.1', nextMinute)).toBe(false)
})

test.each([
  ['the same /64', '2001:db8:0:1::1', '2001:db8:0:1:ffff::2', true],
  ['another /64', '2001:db8:0:1::1', '2001:db8:0:2::1', false],
])('IPv6 counts by /64: %s', (_, failed, other, over) => {
  expect(failing(3, failed, 3).isOver(other, now)).toBe(over)
})

test('a counter stands still at the highest limit instead of beginning anew', () => {
  expect(failing(60_000, '192.0.2.1', 70_000).isOver('192.0.2.1', now)).toBe(true)
})

test('a hundred thousand failing addresses neither free one that is over nor refuse others', () => {
  const failures = failing(30, '192.0.2.1', 30)
  for (let at = 0; at < 100_000; at += 1) failures.count(`10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`, now)
  expect(failures.isOver('192.0.2.1', now)).toBe(true)
  const refused = Array.from({ length: 1000 }, (_, at) => `172.16.${at >> 8}.${at & 255}`)
  expect(refused.filter((address) => failures.isOver(address, now))).toEqual([])
})
