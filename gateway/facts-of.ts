import type { FastifyRequest } from 'fastify'
import type { RequestFacts } from '@/lib/signing/request'
import { bringsBody } from './brings-body'
import { requestFacts } from './request-facts'

/**
 * A request as it came over the wire. The route's parser must leave the body as its bytes.
 * @param body what was read of it; empty when there was none
 */
export function factsOf({ raw, body }: Pick<FastifyRequest, 'raw' | 'body'>): RequestFacts {
  // One that no route reads, as of a GET, was not seen: a signature that leaves it out must not hold.
  const unread = bringsBody(raw) ? null : Buffer.alloc(0)
  return requestFacts(raw, Buffer.isBuffer(body) ? body : unread)
}
