import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { SigningDialect } from '@/lib/signing/dialects'
import type { RequestFacts } from '@/lib/signing/request'
import type { VerifyingKey } from '@/lib/signing/verify-signature'
import type { SeededRandom } from './random'
import { type Signer, signAs, type Unsigned } from './sign-as'

const ed25519 = generateKeyPairSync('ed25519')

/** A way to sign: a dialect with a kind of key. */
export type Way = {
  dialect: SigningDialect
  secret: string | KeyObject
  key: VerifyingKey
  /** What a single changed byte of must be noticed. */
  signed: readonly (
    | 'method'
    | 'path'
    | 'query'
    | 'body'
    | 'signet-timestamp'
    | 'ok-access-timestamp'
    | 'timestamp'
    | 'x-bapi-timestamp'
    | 'x-bapi-recv-window'
  )[]
}

const hmac = { secret: 'sgs_secret', key: { kind: 'hmac', secret: Buffer.from('sgs_secret') } } as const
const pair = { secret: ed25519.privateKey, key: { kind: 'ed25519', publicKey: ed25519.publicKey } } as const
const target = ['method', 'path', 'query', 'body'] as const

export const ways: readonly Way[] = [
  { dialect: 'signet', ...hmac, signed: [...target, 'signet-timestamp'] },
  { dialect: 'signet', ...pair, signed: [...target, 'signet-timestamp'] },
  { dialect: 'binance', ...hmac, signed: ['query', 'body'] },
  { dialect: 'binance', ...pair, signed: ['query', 'body'] },
  { dialect: 'okx', ...hmac, signed: [...target, 'ok-access-timestamp'] },
  { dialect: 'bybit', ...hmac, signed: ['query', 'body', 'x-bapi-timestamp', 'x-bapi-recv-window'] },
  { dialect: 'mexc', ...hmac, signed: ['query', 'body'] },
  { dialect: 'gate', ...hmac, signed: [...target, 'timestamp'] },
]

const word = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** A request such as the dialect's clients send, not signed yet. */
function randomRequest(random: SeededRandom, dialect: SigningDialect): Unsigned {
  const method = random.pick(['GET', 'POST', 'PUT', 'DELETE'])
  const path = `/api/${random.text(word, 1, 8)}${random.pick(['', '/v3', '/%E4%B8%AD', '/a.b-c_d'])}`
  const parameters = Array.from({ length: random.below(5) }, (_, n) => `p${n}=${randomValue(random)}`)
  const sends = method !== 'GET'
  if (dialect === 'binance' || dialect === 'mexc') {
    const split = sends ? random.below(parameters.length + 1) : parameters.length
    const [query, form] = [parameters.slice(0, split), parameters.slice(split)]
    return { method, path, query: query.join('&'), body: Buffer.from(form.join('&')) }
  }
  const query = dialect === 'bybit' && sends ? '' : parameters.join('&')
  return { method, path, query, body: sends ? randomBody(random, dialect) : Buffer.alloc(0) }
}

function randomValue(random: SeededRandom): string {
  return encodeURIComponent(random.pick([random.text(word, 0, 9), '中文', 'a b', '0.1', '["A","B"]', 'x,y']))
}

/** Only where the body is hashed can it be any bytes. */
function randomBody(random: SeededRandom, dialect: SigningDialect): Buffer {
  if (dialect === 'signet' || dialect === 'gate') return random.bytes(random.below(40))
  const json = Buffer.from(`{"a":"${random.text(word, 0, 9)}中","b":[`)
  return random.pick([Buffer.alloc(0), Buffer.concat([json, random.bytes(9), Buffer.from(']}')])])
}

export const timeMs = 1_700_000_000_123

export function signedRequest(random: SeededRandom, { dialect, secret }: Way): RequestFacts {
  const signer: Signer = { accessKey: 'sgk_accessKey', secret, passphrase: 'pass phrase', timeMs }
  return signAs[dialect](randomRequest(random, dialect), signer)
}
