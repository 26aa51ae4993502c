import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { compareSigned, type KeyOfSigner } from './compare-signed'
import type { Part } from './part-at'
import type { Mistake } from './recognise-mistake'
import type { Described } from './request-of'

const none = createHash('sha256').update('').digest('hex')
const none512 = createHash('sha512').update('').digest('hex')
const body = '{"symbol":"2330","quantity":1}'
const bodyHash = createHash('sha256').update(body).digest('hex')
const rewritten = createHash('sha256').update('{"symbol": "2330", "quantity": 1}').digest('hex')

type Asked = Partial<Omit<Described, 'body'>> & { body?: string }
const time = '1700000000123'
const iso = '2023-11-14T22:13:20.123Z'

const request = (asked: Asked): Described => ({
  ...{ accessKey: 'sgk_accessKey', method: 'GET', target: '/', timestamp: time, window: '', signature: '' },
  ...asked,
  body: Buffer.from(asked.body ?? ''),
})

/** The request, what the gateway builds of it, and what somebody signed with where it first differs. */
type Case = {
  asked: Asked
  built: string
  wrong: [
    what: string,
    signed: string,
    at: number,
    part: Part['name'],
    mistake: Mistake | null,
    parameter?: string,
  ][]
}

const cases: Record<string, Case> = {
  signet: {
    asked: { method: 'POST', target: 'https://api.example/v1/orders?symbol=%E5%8F%B0', body },
    built: `${time}\nPOST\n/v1/orders\nsymbol=%E5%8F%B0\n${bodyHash}`,
    wrong: [
      ['another path', `${time}\nPOST\n/orders\nsymbol=%E5%8F%B0\n${bodyHash}`, 20, 'path', null],
      ['path and query in one', `${time}\nPOST\n/v1/orders?symbol=%E5%8F%B0\n${bodyHash}`, 29, 'path', null],
      ['a line feed too few', `${time}\nPOST/v1/orders\nsymbol=%E5%8F%B0\n${bodyHash}`, 18, 'method', null],
      ['no line feeds', `${time}POST/v1/orderssymbol=%E5%8F%B0${bodyHash}`, 13, 'time', 'no_line_feeds'],
      [
        'backslashes',
        `${time}\\nPOST\\n/v1/orders\\nsymbol=%E5%8F%B0\\n${bodyHash}`,
        ...([13, 'time', 'escaped_line_feeds'] as const),
      ],
      [
        'a decoded query',
        `${time}\nPOST\n/v1/orders\nsymbol=台\n${bodyHash}`,
        ...([37, 'query', 'query_decoded'] as const),
      ],
      [
        'a body that was written anew',
        `${time}\nPOST\n/v1/orders\nsymbol=%E5%8F%B0\n${rewritten}`,
        ...([47, 'body_hash', 'hash_of_other_body'] as const),
      ],
      [
        'the hash of nothing',
        `${time}\nPOST\n/v1/orders\nsymbol=%E5%8F%B0\n${none}`,
        ...([47, 'body_hash', 'hash_of_nothing'] as const),
      ],
      [
        'seconds',
        `1700000000\nPOST\n/v1/orders\nsymbol=%E5%8F%B0\n${bodyHash}`,
        ...([10, 'time', 'time_in_other_unit'] as const),
      ],
      [
        'a line feed at the end',
        `${time}\nPOST\n/v1/orders\nsymbol=%E5%8F%B0\n${bodyHash}\n`,
        ...([111, 'end', 'ends_in_line_feed'] as const),
      ],
      ['nothing', '', 0, 'time', 'nothing_signed'],
    ],
  },
  binance: {
    asked: {
      method: 'POST',
      target: '/api/v3/order?symbol=LTCBTC&side=BUY&signature=abc',
      body: 'quantity=1&price=0.1&timestamp=1499827319559',
    },
    built: 'symbol=LTCBTC&side=BUYquantity=1&price=0.1&timestamp=1499827319559',
    wrong: [
      [
        'a separator between query and form',
        'symbol=LTCBTC&side=BUY&quantity=1&price=0.1&timestamp=1499827319559',
        ...([22, 'parameter', null, 'side'] as const),
      ],
      [
        'another price',
        'symbol=LTCBTC&side=BUYquantity=1&price=0.10&timestamp=1499827319559',
        ...([42, 'parameter', null, 'price'] as const),
      ],
    ],
  },
  okx: {
    asked: { method: 'POST', target: '/api/v5/trade/order', timestamp: iso, body },
    built: `${iso}POST/api/v5/trade/order${body}`,
    wrong: [
      ['another path', `${iso}POST/v5/trade/order${body}`, 29, 'target', null],
      ['a small method', `${iso}post/api/v5/trade/order${body}`, 24, 'method', 'other_case'],
      ['another body', `${iso}POST/api/v5/trade/order{"symbol": "2330"}`, 57, 'body', null],
      ['no body', `${iso}POST/api/v5/trade/order`, 47, 'body', null],
    ],
  },
  bybit: {
    asked: { target: '/v5/order/realtime?category=linear&symbol=BTCUSDT', window: '5000' },
    built: `${time}sgk_accessKey5000category=linear&symbol=BTCUSDT`,
    wrong: [
      ['no window', `${time}sgk_accessKeycategory=linear&symbol=BTCUSDT`, 26, 'window', null],
      ['no key', `${time}5000category=linear&symbol=BTCUSDT`, 13, 'access_key', null],
      [
        'sorted otherwise',
        `${time}sgk_accessKey5000symbol=BTCUSDT&category=linear`,
        ...([30, 'query', null] as const),
      ],
    ],
  },
  mexc: {
    asked: { target: '/api/v3/order?symbol=BTCUSDT&price=11&timestamp=1644489390087' },
    built: 'symbol=BTCUSDT&price=11&timestamp=1644489390087',
    wrong: [
      [
        'another order',
        'price=11&symbol=BTCUSDT&timestamp=1644489390087',
        ...([0, 'parameter', 'other_order', 'symbol'] as const),
      ],
      [
        'the signature too',
        'symbol=BTCUSDT&price=11&timestamp=1644489390087&signature=ab',
        ...([47, 'end', 'signature_included'] as const),
      ],
    ],
  },
  gate: {
    asked: { target: '/api/v4/spot/orders?text=%E5%8F%B0', timestamp: '1700000000' },
    built: `GET\n/api/v4/spot/orders\ntext=台\n${none512}\n1700000000`,
    wrong: [
      [
        'an escaped query',
        `GET\n/api/v4/spot/orders\ntext=%E5%8F%B0\n${none512}\n1700000000`,
        ...([29, 'query', 'query_escaped'] as const),
      ],
      [
        'no hash of the empty body',
        `GET\n/api/v4/spot/orders\ntext=台\n\n1700000000`,
        ...([33, 'body_hash', 'hash_missing'] as const),
      ],
      [
        'another time',
        `GET\n/api/v4/spot/orders\ntext=台\n${none512}\n1700000001`,
        ...([171, 'time', null] as const),
      ],
    ],
  },
}

describe.each(Object.entries(cases))('%s', (dialect, { asked, built, wrong }) => {
  const key = { dialect, kind: 'hmac' } as KeyOfSigner
  const compare = (signed: string) => compareSigned(key, request(asked), Buffer.from(signed))

  test('builds what the gateway builds, and finds no difference to the same', () => {
    const comparison = compare(built)
    expect(comparison).toMatchObject({ outcome: 'compared', difference: null, mistake: null })
    expect(comparison.outcome === 'compared' && comparison.built.toString()).toBe(built)
  })

  test.each(wrong)('finds %s', (_, signed, at, name, mistake, parameter = '') => {
    expect(compare(signed)).toMatchObject({ difference: { at, part: { name, parameter } }, mistake })
  })
})

const hex = 'ab'.repeat(32)
const base64 = Buffer.alloc(32, 1).toString('base64')
const ed25519 = Buffer.alloc(64, 1).toString('base64')

test.each([
  ['signet', 'hmac', hex, 'right'],
  ['signet', 'hmac', hex.toUpperCase(), 'right'],
  ['signet', 'hmac', base64, 'malformed'],
  ['signet', 'hmac', ed25519, 'other_kind'],
  ['signet', 'ed25519', ed25519, 'right'],
  ['signet', 'ed25519', hex, 'other_kind'],
  ['signet', 'hmac', `${hex} `, 'malformed'],
  ['binance', 'hmac', hex, 'right'],
  ['binance', 'ed25519', ed25519, 'right'],
  ['binance', 'hmac', hex.slice(2), 'malformed'],
  ['okx', 'hmac', base64, 'right'],
  ['okx', 'hmac', hex, 'malformed'],
  ['bybit', 'hmac', hex, 'right'],
  ['bybit', 'hmac', hex.toUpperCase(), 'malformed'],
  ['mexc', 'hmac', hex.toUpperCase(), 'malformed'],
  ['gate', 'hmac', hex.repeat(2), 'right'],
  ['gate', 'hmac', hex, 'malformed'],
  ['gate', 'hmac', '', 'absent'],
] as const)('in %s a key of kind %s takes %s: %s', (dialect, kind, signature, form) => {
  const { asked } = cases[dialect] as Case
  const comparison = compareSigned(
    { dialect, kind },
    request({ ...asked, target: (asked.target ?? '').replace(/&signature=\w+/, ''), signature }),
    Buffer.alloc(0),
  )
  expect(comparison).toMatchObject({ signature: form })
})

test('the form of a signature that was pasted with its query is judged, too', () => {
  const target = `/api/v3/order?symbol=A&timestamp=1499827319559&signature=${hex}`
  const key = { dialect: 'binance', kind: 'hmac' } as const
  expect(compareSigned(key, request({ target }), Buffer.alloc(0))).toMatchObject({ signature: 'right' })
  expect(compareSigned(key, request({ target: target.slice(0, -1) }), Buffer.alloc(0))).toMatchObject({
    signature: 'malformed',
  })
})

test.each([
  ['signet', { target: '/a//b' }, 'path_malformed', null],
  ['signet', { timestamp: 'now' }, 'header_malformed', 'signet-timestamp'],
  ['signet', { target: '/v1/orders?name=臺' }, 'query_malformed', null],
  ['okx', { timestamp: time }, 'timestamp_malformed', null],
  ['okx', { timestamp: iso, body: 'a=1' }, 'body_malformed', null],
  ['binance', { target: '/api?symbol=A' }, 'parameter_missing', 'timestamp'],
  ['mexc', { target: `/api?a=%e5&timestamp=${time}` }, 'parameter_malformed', null],
  ['gate', { target: '/api?a=1+2' }, 'query_malformed', null],
] as const)('%s: a request that is refused as such says why', (dialect, asked, reason, where) => {
  expect(compareSigned({ dialect, kind: 'hmac' }, request(asked), Buffer.alloc(0))).toEqual({
    outcome: 'unreadable',
    ...{ reason, where },
  })
})
