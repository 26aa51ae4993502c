import { type AuthHeaders, takeHeader } from './auth-headers'
import { forms } from './forms'
import { readJoined, required } from './read-joined'
import { decodeComponent } from './read-parameters'
import { readEitherSignature } from './read-signature'
import type { RequestFacts, SignedCredentials } from './request'
import { receiveWindow } from './time-windows'

/** From here on a number is microseconds: as milliseconds it would be the year 33658. */
const firstMicroseconds = 1e15

/** Base64 escaped as a form wants it; a raw `+` would be a space. */
const signatureForm = /^(?:[A-Za-z0-9/]|%[0-9A-Fa-f]{2}){1,192}$/

/** Query and form body as sent, HMAC-SHA256 in hex or Ed25519 in percent-encoded base64. @throws SigningRefusal */
export function readBinance(request: RequestFacts, headers: AuthHeaders): SignedCredentials {
  const accessKey = takeHeader(headers, 'x-mbx-apikey', forms.accessKey)
  const joined = readJoined(request)
  const signature = required(joined, 'signature', signatureForm)
  const timestamp = required(joined, 'timestamp', forms.integer)
  return {
    scheme: 'signed',
    dialect: 'binance',
    accessKey,
    ...(signature === null
      ? { algorithm: 'hmac-sha256', signature }
      : readEitherSignature(decodeComponent(signature))),
    signedString: joined.signedString,
    timestampMs: timestamp === null ? null : toMs(Number(timestamp)),
    ...receiveWindow(joined.recvWindow),
    passphrase: null,
  }
}

function toMs(time: number): number {
  return time >= firstMicroseconds ? time / 1000 : time
}
