import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendError } from '../api-errors'

/** Signed with a key, in place of sent with a token. */
export function withoutSession(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const message = 'Send the token of an API session.'
  return sendError(request, reply, { status: 404, code: 'no_session', message })
}
