import { expect, test } from 'vitest'
import { isCredentialText, newCredentialText } from './credential-text'

const form = { prefix: 'sgt_', bytes: 32 }
const good = newCredentialText(form)

test('any changed, lost or added character is seen by the checksum', () => {
  expect(isCredentialText(form, good)).toBe(true)
  for (let at = 0; at < good.length; at += 1) {
    const other = good[at] === 'z' ? 'y' : 'z'
    expect(isCredentialText(form, good.slice(0, at) + other + good.slice(at + 1))).toBe(false)
    expect(isCredentialText(form, good.slice(0, at) + good.slice(at + 1))).toBe(false)
  }
})

test.each([
  '',
  'sgt_',
  'sgt',
  `${good}1`,
  ` ${good}`,
  good.replace('sgt_', 'sgk_'),
  newCredentialText({ prefix: 'sgt_', bytes: 31 }),
  "sgt_' OR 1=1 --",
  'sgt_金鑰',
  `sgt_${'z'.repeat(10_000)}`,
])('%.60j is none', (text) => expect(isCredentialText(form, text)).toBe(false))

test('leading zero bytes are kept', () => {
  // 1 in 256: none of a thousand is longer or shorter than the form.
  for (let round = 0; round < 1000; round += 1)
    expect(isCredentialText(form, newCredentialText(form))).toBe(true)
})
