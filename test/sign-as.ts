import { createHash, createHmac, type KeyObject, sign } from 'node:crypto'
import type { RequestFacts } from '@/lib/signing/request'

/** A request before it is signed. */
export type Unsigned = { method: string; path: string; query: string; body: Buffer }

export type Signer = {
  accessKey: string
  /** Text for an HMAC, a private key for Ed25519. */
  secret: string | KeyObject
  passphrase?: string
  timeMs: number
  /** Milliseconds, sent only where the dialect sends one. */
  window?: string
}

/**
 * Signs a request as clients of each dialect do. Written from the dialects' descriptions alone and sharing nothing
 * with the code that verifies.
 */
export const signAs = { signet, binance, okx, bybit, mexc, gate, basic }

function signet(request: Unsigned, { accessKey, secret, timeMs }: Signer): RequestFacts {
  const { method, path, query, body } = request
  const digest = createHash('sha256').update(body).digest('hex')
  const text = `${timeMs}\n${method}\n${path}\n${query}\n${digest}`
  return withHeaders(request, {
    'Signet-Key': accessKey,
    'Signet-Timestamp': `${timeMs}`,
    'Signet-Signature': sha256(secret, text).text,
  })
}

function binance(request: Unsigned, signer: Signer): RequestFacts {
  return joined(request, signer, 'X-MBX-APIKEY')
}

function mexc(request: Unsigned, signer: Signer): RequestFacts {
  return joined(request, signer, 'X-MEXC-APIKEY')
}

/** Time and signature go where the last parameters are. */
function joined(
  request: Unsigned,
  { accessKey, secret, timeMs, window }: Signer,
  header: string,
): RequestFacts {
  const add = (text: string, more: string) => (text ? `${text}&${more}` : more)
  const time = `${window ? `recvWindow=${window}&` : ''}timestamp=${timeMs}`
  const hasBody = request.body.length > 0
  const query = hasBody ? request.query : add(request.query, time)
  const form = hasBody ? add(request.body.toString('latin1'), time) : ''
  const { text } = sha256(secret, Buffer.from(query + form, 'latin1'))
  const signature = `signature=${encodeURIComponent(text)}`
  const signed = hasBody
    ? { ...request, body: Buffer.from(add(form, signature), 'latin1') }
    : { ...request, query: add(query, signature) }
  return withHeaders(signed, { [header]: accessKey })
}

function okx(request: Unsigned, { accessKey, secret, passphrase = '', timeMs }: Signer): RequestFacts {
  const { method, path, query, body } = request
  const time = new Date(timeMs).toISOString()
  const text = `${time}${method}${query ? `${path}?${query}` : path}`
  const mac = createHmac('sha256', secret as string).update(text)
  return withHeaders(request, {
    'OK-ACCESS-KEY': accessKey,
    'OK-ACCESS-SIGN': mac.update(body).digest('base64'),
    'OK-ACCESS-TIMESTAMP': time,
    'OK-ACCESS-PASSPHRASE': passphrase,
  })
}

function bybit(request: Unsigned, { accessKey, secret, timeMs, window = '5000' }: Signer): RequestFacts {
  const payload = request.method === 'GET' ? Buffer.from(request.query) : request.body
  const mac = createHmac('sha256', secret as string).update(`${timeMs}${accessKey}${window}`)
  return withHeaders(request, {
    'X-BAPI-API-KEY': accessKey,
    'X-BAPI-TIMESTAMP': `${timeMs}`,
    'X-BAPI-SIGN': mac.update(payload).digest('hex'),
    'X-BAPI-SIGN-TYPE': '2',
    'X-BAPI-RECV-WINDOW': window,
  })
}

function gate(request: Unsigned, { accessKey, secret, timeMs }: Signer): RequestFacts {
  const { method, path, query, body } = request
  const seconds = `${Math.floor(timeMs / 1000)}`
  const digest = createHash('sha512').update(body).digest('hex')
  const text = `${method}\n${path}\n${decodeURIComponent(query)}\n${digest}\n${seconds}`
  return withHeaders(request, {
    KEY: accessKey,
    Timestamp: seconds,
    SIGN: createHmac('sha512', secret as string)
      .update(text)
      .digest('hex'),
  })
}

function basic(request: Unsigned, { accessKey, secret }: Signer): RequestFacts {
  const pair = Buffer.from(`${accessKey}:${secret}`).toString('base64')
  return withHeaders(request, { Authorization: `Basic ${pair}` })
}

function sha256(secret: string | KeyObject, data: string | Buffer): { text: string } {
  if (typeof secret === 'string') return { text: createHmac('sha256', secret).update(data).digest('hex') }
  return { text: sign(null, Buffer.from(data), secret).toString('base64') }
}

function withHeaders(request: Unsigned, headers: Record<string, string>): RequestFacts {
  return { ...request, headers: [['Host', 'api.example'], ...Object.entries(headers)] }
}
