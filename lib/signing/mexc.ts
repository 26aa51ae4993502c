import { type AuthHeaders, takeHeader } from './auth-headers'
import { forms } from './forms'
import { readJoined, required } from './read-joined'
import { readHexSignature } from './read-signature'
import { SigningRefusal } from './refusal'
import type { RequestFacts, SignedCredentials } from './request'
import { receiveWindow } from './time-windows'

/** Query and form body as sent, escapes in upper case, HMAC-SHA256 in lower-case hex. @throws SigningRefusal */
export function readMexc(request: RequestFacts, headers: AuthHeaders): SignedCredentials {
  const accessKey = takeHeader(headers, 'x-mexc-apikey', forms.accessKey)
  const joined = readJoined(request)
  if (/%(?:[a-f]|.[a-f])/.test(joined.signedString?.toString('latin1') ?? request.query))
    throw new SigningRefusal('parameter_malformed')
  const signature = required(joined, 'signature', forms.signature)
  const timestamp = required(joined, 'timestamp', forms.integer)
  return {
    scheme: 'signed',
    dialect: 'mexc',
    accessKey,
    algorithm: 'hmac-sha256',
    signature: signature === null ? null : readHexSignature(signature, 32, 'lower'),
    signedString: joined.signedString,
    timestampMs: timestamp === null ? null : Number(timestamp),
    ...receiveWindow(joined.recvWindow),
    passphrase: null,
  }
}
