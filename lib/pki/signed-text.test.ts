import { expect, test } from 'vitest'
import { signedText } from './signed-text'

const parts = {
  purpose: 'key-create',
  origin: 'https://keys.example',
  serialNumber: '4a',
  nonce: 'bm9uY2U',
  expiresAt: '2026-11-21T00:00:00.000Z',
  digest: 'ZGlnZXN0',
}

test('names purpose and version first, and everything the signature is for', () => {
  expect(signedText(parts)).toBe(
    'signet:key-create:v1\nhttps://keys.example\n4a\nbm9uY2U\n2026-11-21T00:00:00.000Z\nZGlnZXN0',
  )
})

test.each(Object.keys(parts))('no line break in %s', (name) => {
  expect(() => signedText({ ...parts, [name]: 'a\nb' })).toThrow(TypeError)
  expect(() => signedText({ ...parts, [name]: 'a\rb' })).toThrow(TypeError)
})
