import { describe, expect, it } from 'vitest'
import {
  accessKey,
  bearer,
  type Change,
  form,
  get,
  post,
  reasonOf,
  setHeader,
  setQuery,
  signer,
} from '@/test/changed-request'
import { signAs, type Unsigned } from '@/test/sign-as'
import type { Dialect } from './dialects'
import { readRequest } from './read-request'

describe('what only some dialects refuse', () => {
  it.each([
    ['mexc', 'an escape in lower case', get, setQuery('BTC', '%2c'), 'parameter_malformed'],
    ['binance', 'the same', get, setQuery('BTC', '%2c'), null],
    ['binance', 'a raw + in a signature', get, setQuery(/..$/, '++'), 'signature_malformed'],
    ['okx', 'a body that is no JSON', post, { body: Buffer.from('a=1') }, 'body_malformed'],
    ['okx', 'a query that could be a body', get, { query: 'a={}' }, 'query_malformed'],
    ['bybit', 'query and body', post, { query: 'a=1' }, 'body_malformed'],
    ['bybit', 'a form', post, { body: Buffer.from('a=1') }, 'body_malformed'],
    ['bybit', 'a query that goes on where the window ends', get, { query: '0a=1' }, 'query_malformed'],
    ['gate', 'a line break', get, { query: 'a=%0A' }, 'query_malformed'],
    ['gate', 'a carriage return', get, { query: 'a=%0d' }, 'query_malformed'],
    ['gate', 'no UTF-8', get, { query: 'a=%ff' }, 'query_malformed'],
    ['gate', 'an escaped &', get, { query: 'a=b%26c=d' }, 'query_malformed'],
    ['gate', 'an escaped =', get, { query: 'a%3db' }, 'query_malformed'],
    ['gate', 'a +', get, { query: 'a=b+c' }, 'query_malformed'],
    ['gate', 'a comma, escaped', get, { query: 'a=b%2Cc' }, null],
    [
      'signet',
      'base64 with bits left over',
      get,
      setHeader('signet-signature', `${'A'.repeat(85)}B==`),
      'signature_malformed',
    ],
    [
      'basic',
      'no colon',
      get,
      setHeader('authorization', `Basic ${btoa('sgk_accessKey')}`),
      'header_malformed',
    ],
    ['basic', 'no base64', get, setHeader('authorization', 'Basic !!!!'), 'header_malformed'],
    [
      'basic',
      'an unpadded base64',
      get,
      setHeader('authorization', `Basic ${btoa('sgk_accessKey:ab').replace(/=+$/, '')}`),
      'header_malformed',
    ],
    [
      'basic',
      'a scheme in capitals',
      get,
      setHeader('authorization', `BASIC ${btoa('sgk_accessKey:sgs_a')}`),
      null,
    ],
  ] as [Exclude<Dialect, 'session'>, string, Unsigned, Change, string | null][])(
    '%s: %s',
    (dialect, _, unsigned, change, reason) => {
      expect(reasonOf(signAs[dialect](unsigned, signer), change)).toBe(reason)
    },
  )
})

describe('a body that was not seen', () => {
  it.each(['signet', 'okx', 'bybit', 'gate', 'binance', 'mexc'] as const)(
    'leaves %s without proof',
    (dialect) => {
      const facts = signAs[dialect](dialect === 'binance' || dialect === 'mexc' ? form : post, signer)
      const read = readRequest({ ...facts, body: null })
      expect(read).toMatchObject({ ok: true, credentials: { dialect, accessKey, signedString: null } })
    },
  )

  it('does not matter to those that sign none', () => {
    expect(readRequest({ ...signAs.basic(post, signer), body: null })).toEqual({
      ok: true,
      credentials: { scheme: 'basic', dialect: 'basic', accessKey, secret: 'sgs_secret' },
    })
    expect(readRequest({ ...bearer, body: null })).toMatchObject({
      credentials: { scheme: 'session', token: 't'.repeat(43) },
    })
  })
})
