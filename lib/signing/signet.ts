import { hash } from 'node:crypto'
import { type AuthHeaders, takeHeader } from './auth-headers'
import { forms } from './forms'
import { readEitherSignature } from './read-signature'
import type { RequestFacts, SignedCredentials } from './request'
import { within } from './time-windows'

/**
 * Signet's own dialect: `timestamp \n METHOD \n path \n query \n hex(sha256(body))`, which binds all of a request but
 * its other headers.
 * @throws SigningRefusal
 */
export function readSignet(
  { method, path, query, body }: RequestFacts,
  headers: AuthHeaders,
): SignedCredentials {
  const accessKey = takeHeader(headers, 'signet-key', forms.accessKey)
  const timestamp = takeHeader(headers, 'signet-timestamp', forms.integer)
  const { algorithm, signature } = readEitherSignature(
    takeHeader(headers, 'signet-signature', forms.signature),
  )
  const lines = body && [timestamp, method, path, query, hash('sha256', body, 'hex')]
  return {
    scheme: 'signed',
    dialect: 'signet',
    accessKey,
    algorithm,
    signature,
    signedString: lines && Buffer.from(lines.join('\n'), 'latin1'),
    timestampMs: Number(timestamp),
    ...within(30_000),
    passphrase: null,
  }
}
