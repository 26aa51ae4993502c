import { expect, test } from 'vitest'
import { finishSelfTestSchema } from './schema'

const right = {
  id: '00000000-0000-7000-8000-000000000000',
  browserTime: '2026-11-26T00:00:00.000Z',
  store: 'readable',
  signatures: '4a11:abc,4a12:d_-f',
}
test.each([
  { id: 'x' },
  { browserTime: 'noon' },
  { browserTime: '' },
  { store: 'open' },
  { signatures: '4a11' },
  { signatures: '4A11:abc' },
  { signatures: ':abc' },
  { signatures: '4a11:a b' },
  { signatures: Array.from({ length: 21 }, () => '4a:a').join() },
  { signatures: `4a:${'a'.repeat(10_000)}` },
])('takes no %j', (bad) => {
  expect(finishSelfTestSchema.safeParse({ ...right, ...bad }).success).toBe(false)
  expect(finishSelfTestSchema.parse(right).signatures).toEqual([
    { serialNumber: '4a11', signature: 'abc' },
    { serialNumber: '4a12', signature: 'd_-f' },
  ])
})
