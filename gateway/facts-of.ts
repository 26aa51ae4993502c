import type { FastifyRequest } from 'fastify'
import type { RequestFacts } from '@/lib/signing/request'

/**
 * A request as it came over the wire. The route's parser must leave the body as its bytes.
 * @param body what was read of it; empty when there was none
 */
export function factsOf({ raw, body }: Pick<FastifyRequest, 'raw' | 'body'>): RequestFacts {
  const target = raw.url ?? ''
  const at = target.indexOf('?')
  const headers: [string, string][] = []
  for (let index = 0; index + 1 < raw.rawHeaders.length; index += 2)
    headers.push([raw.rawHeaders[index] ?? '', raw.rawHeaders[index + 1] ?? ''])
  return {
    method: raw.method ?? '',
    path: at < 0 ? target : target.slice(0, at),
    query: at < 0 ? '' : target.slice(at + 1),
    headers,
    body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
  }
}
