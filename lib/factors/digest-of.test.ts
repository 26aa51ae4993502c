import { expect, test } from 'vitest'
import { digestOf } from './digest-of'

test('is the same for the same values in another order, and no other', () => {
  const digest = digestOf('key-create', { name: 'a', addresses: ['192.0.2.1', '192.0.2.2'] })
  expect(digest).toHaveLength(32)
  expect(digestOf('key-create', { addresses: ['192.0.2.1', '192.0.2.2'], name: 'a' })).toEqual(digest)
  const others = [
    digestOf('key-widen', { name: 'a', addresses: ['192.0.2.1', '192.0.2.2'] }),
    digestOf('key-create', { name: 'a', addresses: ['192.0.2.2', '192.0.2.1'] }),
    digestOf('key-create', { name: 'a', addresses: ['192.0.2.1'] }),
    digestOf('key-create', { name: 'a', addresses: ['192.0.2.1', '192.0.2.2'], lastDay: null }),
  ]
  for (const other of others) expect(other).not.toEqual(digest)
})
