import { describe, expect, it } from 'vitest'
import { get, reasonOf, setHeader, setQuery, signer } from '@/test/changed-request'
import { signAs } from '@/test/sign-as'
import { readRequest } from './read-request'

describe('times and windows', () => {
  const texts = ['NaN', '-1', '1e12', '0x10', '1700000000123.5', '', ' 1', '١٢٣', 'Infinity', '1'.repeat(17)]
  it.each(texts)('%j is no time', (text) => {
    expect(reasonOf(signAs.signet(get, signer), setHeader('signet-timestamp', text))).toBe('header_malformed')
    expect(reasonOf(signAs.bybit(get, signer), setHeader('x-bapi-timestamp', text))).toBe('header_malformed')
    const escaped = encodeURIComponent(text)
    for (const sign of [signAs.binance, signAs.mexc])
      expect(reasonOf(sign(get, signer), setQuery(/timestamp=\d+/, `timestamp=${escaped}`))).toBe(
        'timestamp_malformed',
      )
  })

  it.each([
    '2023-11-14T22:13:20Z',
    '2023-02-30T22:13:20.000Z',
    '2023-11-14T24:00:00.000Z',
    '2023-11-14T22:13:20.123',
    '1700000000',
  ])('%j is no time to okx', (text) => {
    const facts = signAs.okx(get, signer)
    expect(reasonOf(facts, setHeader('ok-access-timestamp', text))).toBe('timestamp_malformed')
  })

  it('takes seconds for the log-in of a WebSocket of okx, and nothing else', () => {
    const login = signAs.okx({ ...get, path: '/users/self/verify', query: '' }, signer)
    const inSeconds = { ...login, ...setHeader('ok-access-timestamp', '1700000000')(login) }
    expect(readRequest(inSeconds)).toMatchObject({ credentials: { timestampMs: 1_700_000_000_000 } })
    expect(reasonOf(login, {})).toBe('timestamp_malformed')
  })

  it.each([
    ['1700000000123', 1_700_000_000_123],
    ['1700000000123456', 1_700_000_000_123.456],
    ['1700000000', 1_700_000_000],
  ])('binance reads %s as %d ms', (text, timestampMs) => {
    const facts = signAs.binance(get, signer)
    const sent = { ...facts, ...setQuery(/timestamp=\d+/, `timestamp=${text}`)(facts) }
    expect(readRequest(sent)).toMatchObject({ credentials: { timestampMs } })
  })

  it.each([
    ['60000', 60_000],
    ['60001', null],
    ['60000.001', null],
    ['5000.125', 5_000.125],
    ['0', 0],
    ['-1', null],
    ['NaN', null],
    ['1e3', null],
    ['', null],
  ])('a window of %j is %s', (text, windowMs) => {
    const read = [
      signAs.binance(get, { ...signer, window: '1' }),
      signAs.mexc(get, { ...signer, window: '1' }),
    ].map((facts) =>
      readRequest({ ...facts, query: facts.query.replace('recvWindow=1', `recvWindow=${text}`) }),
    )
    const bybit = signAs.bybit(get, signer)
    read.push(readRequest({ ...bybit, ...setHeader('x-bapi-recv-window', text)(bybit) }))
    for (const one of read) {
      if (windowMs === null)
        expect(one).toMatchObject({ reason: expect.stringMatching(/^(window|header)_malformed$/) })
      else expect(one).toMatchObject({ credentials: { windowMs, aheadMs: 1_000 } })
    }
  })
})
