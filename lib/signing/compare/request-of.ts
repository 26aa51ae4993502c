import type { SigningDialect } from '../dialects'
import type { RequestFacts } from '../request'

/** A request as somebody describes it: what the gateway would have received. */
export type Described = {
  accessKey: string
  method: string
  /** Path and query, or a whole URL. */
  target: string
  body: Uint8Array
  /** As its header held it; the dialects that send it as a parameter have it in the target or the body. */
  timestamp: string
  /** `bybit` only; '' for none. */
  window: string
  /** '' for none. */
  signature: string
}

/** Where a dialect takes its signature from: a header, or the last parameter of query or form. */
const signsInParameter: Record<SigningDialect, boolean> = {
  ...{ signet: false, okx: false, bybit: false, gate: false },
  ...{ binance: true, mexc: true },
}

/** The facts of a request, with the signature where its dialect has it. */
export function requestOf(dialect: SigningDialect, described: Described): RequestFacts {
  const { method, body } = described
  const { path, query } = targetOf(described.target)
  const facts = { method, path, query, body, headers: headersOf[dialect](described) }
  return signsInParameter[dialect] ? withSignature(facts, described.signature) : facts
}

/** Path and query of a target, written with its host or without. */
function targetOf(target: string): { path: string; query: string } {
  const local = target.replace(/^https?:\/\/[^/?#]*/i, '')
  const [path = '', ...rest] = local.split('?')
  return { path: path || '/', query: rest.join('?') }
}

const headersOf: Record<SigningDialect, (described: Described) => RequestFacts['headers']> = {
  signet: ({ accessKey, timestamp, signature }) => [
    ['Signet-Key', accessKey],
    ['Signet-Timestamp', timestamp],
    ['Signet-Signature', signature],
  ],
  okx: ({ accessKey, timestamp, signature }) => [
    ['OK-ACCESS-KEY', accessKey],
    ['OK-ACCESS-TIMESTAMP', timestamp],
    ['OK-ACCESS-SIGN', signature],
    // It is not signed, and so nobody needs to say it here.
    ['OK-ACCESS-PASSPHRASE', 'unsaid'],
  ],
  bybit: ({ accessKey, timestamp, window, signature }) => [
    ['X-BAPI-API-KEY', accessKey],
    ['X-BAPI-TIMESTAMP', timestamp],
    ['X-BAPI-SIGN', signature],
    ...(window === '' ? [] : [['X-BAPI-RECV-WINDOW', window] as const]),
  ],
  gate: ({ accessKey, timestamp, signature }) => [
    ['KEY', accessKey],
    ['Timestamp', timestamp],
    ['SIGN', signature],
  ],
  binance: ({ accessKey }) => [['X-MBX-APIKEY', accessKey]],
  mexc: ({ accessKey }) => [['X-MEXC-APIKEY', accessKey]],
}

const signatureParameter = /(^|&)signature=[^&]*/

/** In place of the one that was pasted along, else behind what is signed: in the form if there is one. */
function withSignature(facts: RequestFacts & { body: Uint8Array }, signature: string): RequestFacts {
  // Latin-1 keeps every byte a character.
  const form = Buffer.from(facts.body).toString('latin1')
  const written = `signature=${encodeURIComponent(signature)}`
  const inForm = signatureParameter.test(form) || (form !== '' && !signatureParameter.test(facts.query))
  const put = (text: string) =>
    signatureParameter.test(text)
      ? text.replace(signatureParameter, `$1${written}`)
      : text === ''
        ? written
        : `${text}&${written}`
  return inForm ? { ...facts, body: Buffer.from(put(form), 'latin1') } : { ...facts, query: put(facts.query) }
}

/** The signature that stands in a parameter of what was pasted, decoded; '' for none. */
export function pastedSignature({ target, body }: Pick<Described, 'target' | 'body'>): string {
  const found =
    /[?&]signature=([^&]*)/.exec(target) ??
    /(?:^|&)signature=([^&]*)/.exec(Buffer.from(body).toString('latin1'))
  try {
    return decodeURIComponent(found?.[1] ?? '')
  } catch {
    return found?.[1] ?? ''
  }
}
