import { expect, it } from 'vitest'
import { readRequest } from './read-request'
import type { RequestFacts, SignedCredentials } from './request'
import { verifySignature } from './verify-signature'

/** Our access keys; the exchanges' own have no part in what is signed but bybit's. */
const accessKey = 'sgk_vector'
const get = { method: 'GET', path: '/', query: '', headers: [], body: Buffer.alloc(0) }

type Vector = { what: string; secret: string; timestampMs: number; facts: RequestFacts }

const binanceOrder =
  '&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559'
const binanceSecret = 'NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j'
const binanceSigned = (symbol: string, signature: string): RequestFacts => ({
  ...get,
  query: `symbol=${symbol}${binanceOrder}&signature=${signature}`,
  headers: [['X-MBX-APIKEY', accessKey]],
})
const mexcHeaders: RequestFacts['headers'] = [['X-MEXC-APIKEY', accessKey]]
const mexcSecret = '45d0b3c26f2644f19bfb98b07741b2f5'

/** As the exchanges published them; okx's is computed from its documentation's inputs. */
const vectors: Vector[] = [
  {
    what: 'binance',
    secret: binanceSecret,
    timestampMs: 1499827319559,
    facts: binanceSigned('LTCBTC', 'c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71'),
  },
  {
    what: 'binance, in upper case',
    secret: binanceSecret,
    timestampMs: 1499827319559,
    facts: binanceSigned('LTCBTC', 'C8DB56825AE71D6D79447849E617115F4A920FA2ACDCAB2B053C4B2838BD6B71'),
  },
  {
    what: 'binance, not ASCII',
    secret: binanceSecret,
    timestampMs: 1499827319559,
    facts: binanceSigned(
      '%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96',
      'e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3',
    ),
  },
  {
    what: 'mexc',
    secret: mexcSecret,
    timestampMs: 1644489390087,
    facts: {
      ...get,
      query:
        'symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=11&recvWindow=5000&timestamp=1644489390087&signature=fd3e4e8543c5188531eb7279d68ae7d26a573d0fc5ab0d18eb692451654d837a',
      headers: mexcHeaders,
    },
  },
  {
    what: 'mexc, query and body',
    secret: mexcSecret,
    timestampMs: 1644489390087,
    facts: {
      ...get,
      method: 'POST',
      query: 'symbol=BTCUSDT&side=BUY&type=LIMIT',
      headers: mexcHeaders,
      body: Buffer.from(
        'quantity=1&price=11&recvWindow=5000&timestamp=1644489390087&signature=d1a676610ceb39174c8039b3f548357994b2a34139a8addd33baadba65684592',
      ),
    },
  },
  {
    what: 'gate',
    secret: 'secret',
    timestampMs: 1541993715000,
    facts: {
      ...get,
      path: '/api/v4/futures/orders',
      query: 'contract=BTC_USD&status=finished&limit=50',
      headers: [
        ['KEY', accessKey],
        ['Timestamp', '1541993715'],
        [
          'SIGN',
          '55f84ea195d6fe57ce62464daaa7c3c02fa9d1dde954e4c898289c9a2407a3d6fb3faf24deff16790d726b66ac9f74526668b13bd01029199cc4fcc522418b8a',
        ],
      ],
    },
  },
  {
    what: 'okx',
    secret: '22582BD0CFF14C41EDBF1AB98506286D',
    timestampMs: Date.UTC(2020, 11, 8, 9, 8, 57, 715),
    facts: {
      ...get,
      path: '/api/v5/account/balance',
      query: 'ccy=BTC',
      headers: [
        ['OK-ACCESS-KEY', accessKey],
        ['OK-ACCESS-SIGN', 'HiZhvSfMtWJA3uUIVXV3a/bSXNPCWvYFXoGCVS8V4zY='],
        ['OK-ACCESS-TIMESTAMP', '2020-12-08T09:08:57.715Z'],
        ['OK-ACCESS-PASSPHRASE', 'any'],
      ],
    },
  },
]

function credentialsOf(facts: RequestFacts): SignedCredentials {
  const read = readRequest(facts)
  if (!read.ok || read.credentials.scheme !== 'signed') throw new Error(JSON.stringify(read))
  return read.credentials
}

it.each(vectors)('$what: the published signature holds', ({ secret, timestampMs, facts }) => {
  const credentials = credentialsOf(facts)
  expect(credentials).toMatchObject({ accessKey, timestampMs })
  expect(verifySignature(credentials, { kind: 'hmac', secret: Buffer.from(secret) })).toBe(true)
  expect(verifySignature(credentials, { kind: 'hmac', secret: Buffer.from(`${secret}.`) })).toBe(false)
})

it('mexc takes its signature in lower case only', () => {
  const [, , , mexc] = vectors
  const query = mexc?.facts.query.replace('fd3e4e', 'FD3E4E') ?? ''
  expect(readRequest({ ...get, query, headers: mexcHeaders })).toMatchObject({
    reason: 'signature_malformed',
  })
})
