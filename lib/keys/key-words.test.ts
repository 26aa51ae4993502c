import { expect, test } from 'vitest'
import { translate } from '@/lib/i18n/messages'
import { addressValues } from './key-words'

const one = '192.0.2.1'
const range = '198.51.100.0/24'

test.each([
  [[one], '1 address', '1 個位址'],
  [[one, one], '2 addresses', '2 個位址'],
  [[range], '1 range', '1 個網段'],
  [[one, range], '1 address and 1 range', '1 個位址與 1 個網段'],
  [[one, one, range], '2 addresses and 1 range', '2 個位址與 1 個網段'],
  [[one, range, range], '1 address and 2 ranges', '1 個位址與 2 個網段'],
])('%j is %s', (allowlist, en, zh) => {
  const values = addressValues(allowlist)
  expect(translate('en', 'keys')('from_list', values)).toBe(en)
  expect(translate('zh-TW', 'keys')('from_list', values)).toBe(zh)
  const when = { window: 'always', first: '', last: '', can: '…' }
  const said = translate('en', 'keys')('summary_sentence', { ...values, ...when })
  if (allowlist.length > 1 && allowlist.includes(range)) expect(said).toMatch(new RegExp(`^From ${en}, `))
})

test('what is wrong with an address is said of it, or of “it” beside it, without a stray space', () => {
  const zh = translate('zh-TW', 'errors')
  expect(zh('address_malformed', { text: '1.2.3' })).toBe('1.2.3 不是 IP 位址或網段。')
  expect(zh('address_malformed', { text: 'this' })).toBe('這筆不是 IP 位址或網段。')
  const en = translate('en', 'errors')
  expect(en('address_malformed', { text: 'this' })).toBe('It is not an IP address or range.')
})
