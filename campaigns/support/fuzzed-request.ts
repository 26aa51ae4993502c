import type { Listener } from '@/gateway/make-app'
import { openapiDocument } from '@/gateway/openapi/document'
import { newAccessKey } from '@/lib/keys/credentials'
import { newSessionToken } from '@/lib/sessions/session-token'
import type { SeededRandom } from '@/test/random'
import { signAs } from '@/test/sign-as'
import type { TradingKey } from '@/test/trading-key'

export type Fuzzed = {
  listener: Listener
  method: string
  target: string
  /** Names and values in turn: any may come twice. */
  headers: string[]
  body: Buffer
  /** Whether an answer lets in what must not be. */
  isAccepted: (status: number, body: string) => boolean
}

export type FuzzCredentials = {
  /** Of a service, which is right. */
  token: string
  keys: TradingKey[]
  /** Tokens of sessions, which need a certificate that nobody here shows. */
  sessions: string[]
}

type Pair = [name: string, value: string]
const visible = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).join('')
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']
const oddities = [
  ...[
    '%2e%2e',
    '%2F',
    '%252e',
    '%00',
    '%',
    '%zz',
    '..',
    '//',
    ';',
    '\\',
    '?',
    '&',
    '=',
    '+',
    '%20',
    '%E9',
    '[',
    '{',
  ],
  ...["' OR 1=1", 'NaN', '-1', '1e309', '60001', '9999999999999999', '1700000000', '', ' ', '\t', '\xe9\xff'],
]
const claims = [
  ...[
    'X-Forwarded-Uri',
    'X-Original-URI',
    'X-Forwarded-Host',
    'X-HTTP-Method-Override',
    'Forwarded',
    'X-Real-IP',
  ],
  ...[
    'Signet-Customer',
    'Signet-Key',
    'Signet-Address',
    'signet_permissions',
    'Client-Cert',
    'Transfer-Encoding-X',
  ],
  ...[
    'X-MBX-APIKEY',
    'X-MEXC-APIKEY',
    'OK-ACCESS-KEY',
    'X-BAPI-SIGN',
    'KEY',
    'SIGN',
    'Authorization',
    'Last-Event-ID',
  ],
]
const types = [
  'application/json',
  'application/x-www-form-urlencoded',
  'application/ocsp-request',
  'text/plain',
  'x',
]
const openOnTls = /^\/(ca|v1\/(openapi\.json|leaked))/
/** An ended session is told so, whatever else is wrong with the request, and nothing more. */
const isFarewell = /^id: forced-logout\nevent: forced_logout\ndata: [^\n]*\n\n$/
/** What the route file opens to everybody. */
const isPublic = /^\/api\/v3\/(ping|time|exchangeInfo)/i

/**
 * A request to any endpoint, signed for somebody's key with a secret that is not its own, or with a session's token
 * and without its certificate, and then spoilt.
 */
export function fuzzedRequest(random: SeededRandom, { token, keys, sessions }: FuzzCredentials): Fuzzed {
  const [path, method] = endpoint(random)
  const listener = listenerOf(path, random)
  const key = random.pick(keys)
  const facts = signed(random, key, method, random.below(4) === 0 ? spoil(random, path) : path)
  const address = `10.${random.below(256)}.${random.below(256)}.${random.below(256)}`
  const own = random.below(4) === 0 ? [ofSession(random, sessions)] : ([...facts.headers] as Pair[])
  const headers = spoilHeaders(random, own)
  if (random.below(10) > 0) headers.push(['X-Forwarded-For', address])
  let body =
    random.below(8) === 0 ? random.bytes(random.below(2_000)) : Buffer.from(facts.body ?? Buffer.alloc(0))
  if (path === '/v1/verify' && random.below(4) > 0) body = question(random, { ...facts, headers }, address)
  if (listener === 'internal') {
    headers.push(['X-Original-Method', random.pick(methods)], ['X-Original-URI', targetOf(facts)])
    headers.push(['X-Real-IP', address])
    if (random.below(5) > 0) headers.push(['Signet-Service-Token', token])
    if (random.below(2))
      headers.push(['X-Envoy-Auth-Partial-Body', random.pick(['false', 'false', 'true', ''])])
    // Of several the first one counts.
    if (path === '/v1/verify') headers.unshift(['Authorization', `Bearer ${token}`])
    if (path === '/v1/verify' && random.below(5) > 0) headers.unshift(['Content-Type', 'application/json'])
  }
  const length: Pair[] = body.length > 0 ? [['Content-Length', String(body.length)]] : []
  return {
    ...{ listener, method, target: sendable(targetOf(facts)), body },
    headers: [...headers, ...length].flatMap(([name, value]) => [name, header(value)]),
    isAccepted: (status, said) => {
      if (status < 200 || status > 299) return false
      if (listener === 'tls') return !openOnTls.test(path) && !isPublic.test(path) && !isFarewell.test(said)
      if (path === '/v1/verify') return !said.includes('"decision":"deny"')
      return /forward-auth|ext-authz/.test(path)
    },
  }
}

const operations = Object.entries(openapiDocument().paths).flatMap(([path, methodsOf]) =>
  Object.keys(methodsOf).map((method) => [path, method.toUpperCase()] as const),
)

function endpoint(random: SeededRandom): [path: string, method: string] {
  if (random.below(3) === 0) return [`/v1/${random.text(visible, 1, 12)}`, random.pick(methods)]
  const [path, method] = random.pick(operations)
  const filled = path.replace(/\{\w+\}/g, () =>
    random.pick(['0', 'ff', 'orders', random.text(visible, 1, 60)]),
  )
  return [filled, random.below(6) === 0 ? random.pick(methods) : method]
}

function listenerOf(path: string, random: SeededRandom): Listener {
  if (path.startsWith('/ca/')) return random.pick(['pki', 'tls'])
  if (/^\/(healthz|readyz|metrics|v1\/(verify|forward-auth|ext-authz))/.test(path)) return 'internal'
  return 'tls'
}

function signed(random: SeededRandom, key: TradingKey, method: string, path: string) {
  const [name] = random.pick(Object.entries(signAs))
  const dialect = name as keyof typeof signAs
  const parameters = Array.from(
    { length: random.below(4) },
    (_, at) => `p${at}=${random.text('abc019', 0, 6)}`,
  )
  const body = random.below(2) ? Buffer.from(random.pick(['{"a":1}', '[]', 'a=1&b=2', ''])) : Buffer.alloc(0)
  const facts = signAs[dialect](
    { method, path, query: parameters.join('&'), body },
    {
      accessKey: random.below(4) === 0 ? newAccessKey() : key.accessKey,
      secret: random.text(visible, 8, 40),
      passphrase: 'correct horse',
      timeMs: Date.now() + random.pick([0, 0, 0, -60_000, 1e13]),
    },
  )
  return random.below(4) === 0 ? { ...facts, query: spoil(random, facts.query) } : facts
}

/** A token that is right, that nobody has, or that is spoilt. */
function ofSession(random: SeededRandom, sessions: string[]): Pair {
  const own = random.pick(sessions)
  return ['Authorization', `Bearer ${random.pick([own, own, newSessionToken(), spoil(random, own)])}`]
}

/** A text with something odd in its middle. */
function spoil(random: SeededRandom, text: string): string {
  const at = 1 + random.below(Math.max(1, text.length))
  return text.slice(0, at) + random.pick(oddities) + text.slice(at + random.below(2))
}

function spoilHeaders(random: SeededRandom, headers: Pair[]): Pair[] {
  for (let times = random.below(4); times > 0; times--) {
    const at = random.below(headers.length)
    const [name, value] = headers[at] ?? ['X', '']
    const change = random.below(6)
    if (change === 0) headers.splice(at, 1)
    else if (change === 1) headers.push([random.pick([name, name.toUpperCase()]), value])
    else if (change === 2) headers[at] = [name, spoil(random, value)]
    else if (change === 3) headers[at] = [name, value.repeat(random.pick([2, 50]))]
    else if (change === 4) headers.push([random.pick(claims), random.text(visible, 0, 40)])
    else headers.push(['Content-Type', random.pick(types)])
    if (headers.length === 0) break
  }
  return headers.filter(([name]) => name !== 'Host').concat([['Host', 'api.example']])
}

function question(
  random: SeededRandom,
  facts: { method: string; path: string; query: string; headers: readonly Pair[]; body: Uint8Array | null },
  ip: string,
): Buffer {
  const { method, path, query, headers, body } = facts
  const bodyBase64 = random.pick([
    null,
    '',
    Buffer.from(body ?? Buffer.alloc(0)).toString('base64'),
    'no base64',
  ])
  const asked = JSON.stringify({ method, path, query, headers, bodyBase64, ip })
  return Buffer.from(random.below(5) === 0 ? spoil(random, asked) : asked)
}

const targetOf = ({ path, query }: { path: string; query: string }) => (query ? `${path}?${query}` : path)
/** Without what a client of Node does not send. */
const sendable = (target: string) => target.replace(/[^\x21-\xff]/g, '%20')
const header = (value: string) => value.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').slice(0, 12_000)
