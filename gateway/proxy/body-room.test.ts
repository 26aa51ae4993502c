import { expect, test } from 'vitest'
import { BodyRoom } from './body-room'

const room = () => new BodyRoom({ allBytes: 10, addressBytes: 4 })

test('an address has its own part of the room, and all together no more than there is', () => {
  const bodies = room()
  expect([bodies.take('a', 4), bodies.take('a', 1)]).toEqual([true, false])
  expect([bodies.take('b', 4), bodies.take('c', 3)]).toEqual([true, false])
  expect([bodies.take('c', 2), bodies.take('d', 1)]).toEqual([true, false])
})

test('what was refused takes no room, and what is released can be taken again', () => {
  const bodies = room()
  expect([bodies.take('a', 5), bodies.take('a', 4)]).toEqual([false, true])
  bodies.release('a', 1)
  expect([bodies.take('a', 2), bodies.take('a', 1)]).toEqual([false, true])
  bodies.release('a', 4)
  for (const address of ['b', 'c']) expect(bodies.take(address, 4)).toBe(true)
  expect([bodies.take('a', 3), bodies.take('a', 2)]).toEqual([false, true])
})
