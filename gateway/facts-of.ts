import type { FastifyRequest } from 'fastify'
import type { RequestFacts } from '@/lib/signing/request'
import { requestFacts } from './request-facts'

/**
 * A request as it came over the wire. The route's parser must leave the body as its bytes.
 * @param body what was read of it; empty when there was none
 */
export function factsOf({ raw, body }: Pick<FastifyRequest, 'raw' | 'body'>): RequestFacts {
  return requestFacts(raw, Buffer.isBuffer(body) ? body : Buffer.alloc(0))
}
