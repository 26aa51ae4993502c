import { type AuthHeaders, findHeader, takeHeader } from './auth-headers'
import { checkJsonBoundary } from './check-json-boundary'
import { forms } from './forms'
import { readHexSignature } from './read-signature'
import { SigningRefusal } from './refusal'
import type { RequestFacts, SignedCredentials } from './request'
import { receiveWindow } from './time-windows'

/** `timestamp accessKey recvWindow (query or JSON body)`, HMAC-SHA256 in lower-case hex. @throws SigningRefusal */
export function readBybit(request: RequestFacts, headers: AuthHeaders): SignedCredentials {
  const accessKey = takeHeader(headers, 'x-bapi-api-key', forms.accessKey)
  const timestamp = takeHeader(headers, 'x-bapi-timestamp', forms.integer)
  const window = findHeader(headers, 'x-bapi-recv-window', /^[\d.]{1,16}$/)
  const signature = takeHeader(headers, 'x-bapi-sign', forms.signature)
  const { query, body } = request
  checkJsonBoundary(request)
  // A digit there could have been the window's last one.
  if (/^[\d.]/.test(query)) throw new SigningRefusal('query_malformed')
  // One of the two is signed: the other would be anybody's.
  if (query !== '' && body && body.length > 0) throw new SigningRefusal('body_malformed')
  const head = Buffer.from(timestamp + accessKey + (window ?? '') + query, 'latin1')
  return {
    scheme: 'signed',
    dialect: 'bybit',
    accessKey,
    algorithm: 'hmac-sha256',
    signature: readHexSignature(signature, 32, 'lower'),
    signedString: body && Buffer.concat([head, body]),
    timestampMs: Number(timestamp),
    ...receiveWindow(window),
    passphrase: null,
  }
}
