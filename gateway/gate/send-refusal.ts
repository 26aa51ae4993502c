import type { FastifyReply } from 'fastify'

export type Refusal = { status: number; body: Record<string, unknown> }

/** Until the minute is over by which requests are counted. */
const minuteSeconds = 60

/**
 * Answers a refusal, the one way in which all of them are: with what a client needs to know to come back.
 * @param retryAfterSeconds when a 429 may be tried again
 */
export function sendRefusal(
  reply: FastifyReply,
  { status, body }: Refusal,
  retryAfterSeconds = minuteSeconds,
): FastifyReply {
  if (status === 401) reply.header('www-authenticate', 'Signet')
  if (status === 429) reply.header('retry-after', retryAfterSeconds)
  return reply.code(status).header('cache-control', 'no-store').send(body)
}
