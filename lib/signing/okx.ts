import { type AuthHeaders, takeHeader } from './auth-headers'
import { checkJsonBoundary } from './check-json-boundary'
import { forms } from './forms'
import { readBase64Signature } from './read-signature'
import { SigningRefusal } from './refusal'
import type { RequestFacts, SignedCredentials } from './request'
import { within } from './time-windows'

/** What the log-in of a WebSocket signs, with a time in seconds. */
const webSocketLogin = '/users/self/verify'

/** `timestamp METHOD path?query body` without separators, HMAC-SHA256 in base64. @throws SigningRefusal */
export function readOkx(request: RequestFacts, headers: AuthHeaders): SignedCredentials {
  const { method, path, query, body } = request
  const accessKey = takeHeader(headers, 'ok-access-key', forms.accessKey)
  const timestamp = takeHeader(headers, 'ok-access-timestamp', /^[\d.TZ:-]{1,30}$/)
  const signature = takeHeader(headers, 'ok-access-sign', forms.signature)
  const passphrase = takeHeader(headers, 'ok-access-passphrase', forms.passphrase)
  checkJsonBoundary(request)
  const target = query === '' ? path : `${path}?${query}`
  return {
    scheme: 'signed',
    dialect: 'okx',
    accessKey,
    algorithm: 'hmac-sha256',
    signature: readBase64Signature(signature, 32),
    signedString: body && Buffer.concat([Buffer.from(timestamp + method + target, 'latin1'), body]),
    timestampMs: path === webSocketLogin ? readSeconds(timestamp) : readIso(timestamp),
    ...within(30_000),
    passphrase,
  }
}

/** ISO 8601 with milliseconds in UTC, and no day or hour that the calendar does not have. */
function readIso(text: string): number {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time) || new Date(time).toISOString() !== text)
    throw new SigningRefusal('timestamp_malformed')
  return time
}

function readSeconds(text: string): number {
  if (!forms.decimal.test(text)) throw new SigningRefusal('timestamp_malformed')
  return Number(text) * 1000
}
