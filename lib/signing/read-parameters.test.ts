import { describe, expect, it } from 'vitest'
import { form, get, reasonOf, setQuery, signer } from '@/test/changed-request'
import { signAs } from '@/test/sign-as'

describe.each(['binance', 'mexc'] as const)('parameters of %s', (dialect) => {
  const facts = signAs[dialect](get, signer)
  const sent = signAs[dialect](form, signer)
  const body = sent.body?.toString() ?? ''
  it.each([
    ['no signature', setQuery(/&signature=.*/, ''), 'parameter_missing'],
    ['no time', setQuery(/&timestamp=\d+/, ''), 'parameter_missing'],
    ['signature first', setQuery(/(.*)&(signature=.*)/, '$2&$1'), 'signature_not_last'],
    ['signature in the middle', setQuery(/(&timestamp=\d+)(&signature=.*)/, '$2$1'), 'signature_not_last'],
    ['something behind the signature', setQuery(/$/, '&a=1'), 'signature_not_last'],
    ['two signatures', setQuery(/$/, '&signature=00'), 'signature_not_last'],
    ['two times', setQuery('symbol', 'timestamp=1&symbol'), 'parameter_doubled'],
    ['two windows', setQuery('symbol', 'recvWindow=1&recvWindow=2&symbol'), 'parameter_doubled'],
    ['an escaped name of a control', setQuery('symbol', '%74imestamp=1&symbol'), 'parameter_malformed'],
    ['an empty part', setQuery('symbol', '&symbol'), 'parameter_malformed'],
    ['a name alone', setQuery('symbol', 'a&symbol'), 'parameter_malformed'],
    ['a value alone', setQuery('symbol', '=a&symbol'), 'parameter_malformed'],
    ['a raw = in a value', setQuery('BTC', 'B=C'), 'parameter_malformed'],
    ['too many', setQuery('symbol', `${'a=1&'.repeat(1_000)}symbol`), 'parameter_malformed'],
    ['a signature that is too short', setQuery(/..$/, ''), 'signature_malformed'],
    ['a signature that is no hex', setQuery(/..$/, 'zz'), 'signature_malformed'],
    ['an empty query', setQuery(/.*/, ''), 'parameter_missing'],
    ['a repeated parameter that is signed', setQuery('symbol', 'symbol=ETH&symbol'), null],
  ])('%s', (_, change, reason) => {
    expect(reasonOf(facts, change)).toBe(reason)
  })

  it.each([
    ['a parameter in both', 'side=SELL&symbol=BTC', 'parameter_in_query_and_body'],
    ['the same, escaped', 'side=SELL&sy%6dbol=BTC', 'parameter_in_query_and_body'],
    ['the time in both', 'timestamp=1', 'parameter_in_query_and_body'],
    ['the signature in both', `signature=${'0'.repeat(64)}`, 'parameter_in_query_and_body'],
  ])('%s', (_, query, reason) => {
    expect(reasonOf(sent, { query, body: Buffer.from(`symbol=BTC&${body}`) })).toBe(reason)
  })

  it.each([
    ['JSON', '{"a":1}', 'parameter_malformed'],
    ['a broken escape', `a=%4&${body}`, 'parameter_malformed'],
    ['any byte in a value', `a=\x00\xff\r\n&${body}`, null],
  ])('a body of %s', (_, text, reason) => {
    expect(reasonOf(sent, { body: Buffer.from(text, 'latin1') })).toBe(reason)
  })
})
