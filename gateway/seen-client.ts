import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { inNetworks } from '@/lib/net/in-networks'
import { trustedClientAddress } from '@/lib/net/trusted-client-address'
import { readCertificateHeader } from './read-certificate-header'

export type SeenClient = {
  /** Normalised; '' when it can't be told. */
  address: string
  /** DER of the certificate whose private key it proved to have, now or when a resumed connection began. */
  certificate: Buffer | null
}

/** Who sent a request: the other end of the connection, or whom a proxy of `TRUSTED_PROXIES` there names. */
export function seenClient(raw: IncomingMessage): SeenClient {
  const forwarded = raw.headersDistinct['x-forwarded-for']?.join(',') ?? null
  return {
    address: trustedClientAddress(peerOf(raw), forwarded, env().TRUSTED_PROXIES),
    certificate: shownCertificate(raw),
  }
}

/**
 * The client's certificate. Behind a proxy that ends TLS its header is the only source: what the connection shows is
 * the proxy's own. From anybody else that header says nothing.
 */
export function shownCertificate(raw: IncomingMessage): Buffer | null {
  const { CLIENT_CERT_HEADER: name, TRUSTED_PROXIES } = env()
  if (name && inNetworks(peerOf(raw), TRUSTED_PROXIES)) {
    const [value, ...more] = raw.headersDistinct[name] ?? []
    if (!value) return null
    const der = more.length > 0 ? null : readCertificateHeader(value)
    if (!der) log.warn({ header: name }, 'a trusted proxy passes on a certificate that can not be read')
    return der
  }
  return raw.socket instanceof TLSSocket ? (raw.socket.getPeerX509Certificate()?.raw ?? null) : null
}

const peerOf = ({ socket }: IncomingMessage) => socket.remoteAddress ?? ''
