import { createHash } from 'node:crypto'
import { type AuthHeaders, takeHeader } from './auth-headers'
import { forms } from './forms'
import { readHexSignature } from './read-signature'
import { SigningRefusal } from './refusal'
import type { RequestFacts, SignedCredentials } from './request'
import { within } from './time-windows'

/**
 * `METHOD \n path \n query \n hex(sha512(body)) \n timestamp`, the query percent-decoded, HMAC-SHA512 in hex.
 * @throws SigningRefusal
 */
export function readGate(
  { method, path, query, body }: RequestFacts,
  headers: AuthHeaders,
): SignedCredentials {
  const accessKey = takeHeader(headers, 'key', forms.accessKey)
  const timestamp = takeHeader(headers, 'timestamp', forms.decimal)
  const signature = readHexSignature(takeHeader(headers, 'sign', forms.signature), 64)
  const decoded = decodeQuery(query)
  const lines = body && [method, path, decoded, createHash('sha512').update(body).digest('hex'), timestamp]
  return {
    scheme: 'signed',
    dialect: 'gate',
    accessKey,
    algorithm: 'hmac-sha512',
    signature,
    signedString: lines && Buffer.from(lines.join('\n'), 'utf8'),
    timestampMs: Number(timestamp) * 1000,
    ...within(60_000),
    passphrase: null,
  }
}

/**
 * Clients of this dialect sign the query decoded, so an escaped and a raw `&` would look the same to the signature
 * and different to whoever reads the parameters: an escape that stands for a character with a meaning in queries is
 * refused, as is `+`, which is a space to some and a plus to others, and a line break, which would move the lines.
 */
function decodeQuery(query: string): string {
  if (!/[%+]/.test(query)) return query
  if (/[+]|%(?:0[AD]|23|26|3D|3B|00)/i.test(query)) throw new SigningRefusal('query_malformed')
  try {
    return decodeURIComponent(query)
  } catch (cause) {
    if (cause instanceof URIError) throw new SigningRefusal('query_malformed')
    throw cause
  }
}
