import { TLSSocket } from 'node:tls'
import type { FastifyRequest } from 'fastify'
import type { RequestMeta } from '@/lib/access/actor'
import { clientAddress } from '@/lib/net/client-address'

export type Caller = RequestMeta & {
  /** DER of the certificate whose private key TLS proved, now or when a resumed connection began; null without one. */
  certificate: Buffer | null
}

/** Who is at the other end of a connection that ends in this process. */
export function callerOf({ raw, id }: FastifyRequest): Caller {
  const { socket } = raw
  return {
    requestId: id,
    address: clientAddress(socket.remoteAddress ?? '', null, 0),
    userAgent: (raw.headers['user-agent'] ?? '').slice(0, 300),
    certificate: (socket instanceof TLSSocket && socket.getPeerX509Certificate()?.raw) || null,
  }
}
