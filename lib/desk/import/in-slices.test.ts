import { expect, test } from 'vitest'
import { inSlices, jsonOf } from './in-slices'

test('gives every item once, in order', async () => {
  const sizes: number[] = []
  const all: number[] = []
  for await (const slice of inSlices(Array.from({ length: 1201 }, (_, n) => n))) {
    sizes.push(slice.length)
    all.push(...slice)
  }
  expect(sizes).toEqual([500, 500, 201])
  expect(all).toEqual(all.map((_, n) => n))
})

test.each([0, 1, 1999, 2000, 2001, 10_001])('writes the JSON of %d items', async (length) => {
  const items = Array.from({ length }, (_, n) => ({ n, name: '王"小\n明' }))
  expect(await jsonOf(items)).toBe(JSON.stringify(items))
})
