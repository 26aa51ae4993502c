import type { IncomingHttpHeaders } from 'node:http'
import { env } from '@/lib/env'
import { isAuthHeader } from '@/lib/signing/auth-headers'
import type { Identity } from '../identity-headers'

/** RFC 9110 section 7.6.1, and what is meant for the next hop alone. */
const hopByHop = new Set(
  'connection keep-alive proxy-connection proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade http2-settings expect'.split(
    ' ',
  ),
)

/**
 * What upstreams believe of the proxy before them, in place of what was decided: who the client is, what it asked for
 * and how. All of it is the gateway's to say.
 */
const claims = new Set(
  (
    'forwarded x-real-ip x-client-ip x-cluster-client-ip true-client-ip cf-connecting-ip fastly-client-ip ' +
    'x-original-uri x-original-url x-original-method x-original-host x-rewrite-url ' +
    'x-http-method x-http-method-override x-method-override client-cert client-cert-chain'
  ).split(' '),
)

/** Whether a header of a client is the gateway's to set. Many servers take `_` for `-`. */
function isOurs(name: string): boolean {
  const plain = name.replaceAll('_', '-')
  return (
    plain.startsWith('signet-') ||
    plain.startsWith('x-forwarded-') ||
    claims.has(plain) ||
    isAuthHeader(plain) ||
    plain === env().CLIENT_CERT_HEADER
  )
}

/** The headers of a message without those that were for this connection only. */
export function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase())
  const entries = Object.entries(headers).filter(([name]) => !hopByHop.has(name) && !named.includes(name))
  return Object.fromEntries(entries)
}

/**
 * What an allowed request is passed on with: its own headers without credentials and claims, and what the gateway
 * says of it.
 * @param identity as whose it was admitted
 */
export function forwardedHeaders(
  headers: IncomingHttpHeaders,
  identity: Identity,
  bodyBytes: number,
): IncomingHttpHeaders {
  const own = Object.entries(endToEnd(headers)).filter(([name]) => !isOurs(name))
  const announced = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
  const forwarded: IncomingHttpHeaders = Object.fromEntries(own)
  delete forwarded['content-length']
  return {
    ...forwarded,
    ...(announced && { 'content-length': String(bodyBytes) }),
    ...Object.fromEntries(Object.entries(identity).map(([name, value]) => [name.toLowerCase(), value])),
    'x-forwarded-for': identity['Signet-Address'] ?? '',
    'x-forwarded-proto': 'https',
    ...(headers.host !== undefined && { 'x-forwarded-host': headers.host }),
  }
}
