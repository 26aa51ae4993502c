import 'server-only'
import { randomUUID } from 'node:crypto'
import { headers } from 'next/headers'
import { cache } from 'react'
import type { RequestMeta } from '@/lib/access/actor'
import { env } from '@/lib/env'
import { clientAddress } from '@/lib/net/client-address'

/** Reads who calls from a request's headers. @throws Error when the request did not come through `portal/server.ts` */
export function requestMetaFrom(headers: Headers): RequestMeta {
  // Stamped, and cleared of what the client sent, by portal/server.ts. Without it no address can be trusted.
  const peer = headers.get('signet-peer')
  if (!peer) throw new Error('the portal must be started through portal/server.ts')
  return {
    requestId: headers.get('signet-request-id') ?? randomUUID(),
    address: clientAddress(peer, headers.get('x-forwarded-for'), env().TRUSTED_PROXY_HOPS),
    userAgent: (headers.get('user-agent') ?? '').slice(0, 300),
  }
}

/** The present request's meta, read once a request. */
export const requestMeta = cache(async (): Promise<RequestMeta> => requestMetaFrom(await headers()))
