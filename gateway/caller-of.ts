import type { FastifyRequest } from 'fastify'
import type { RequestMeta } from '@/lib/access/actor'
import { type SeenClient, seenClient } from './seen-client'

export type Caller = RequestMeta & SeenClient

/** Who sent a request, as operations want to know it. */
export function callerOf({ raw, id }: FastifyRequest): Caller {
  const userAgent = (raw.headers['user-agent'] ?? '').slice(0, 300)
  return { requestId: id, userAgent, ...seenClient(raw) }
}
