import type { FastifyInstance } from 'fastify'
import { AnswerError } from './answer-error'
import { serviceOf } from './service-tokens'

/**
 * Lets in only services with a token (`npm run gateway:token`), for all routes of this scope, before a body is read.
 */
export function requireService(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (await serviceOf(request.headers.authorization)) return
    reply.header('www-authenticate', 'Bearer')
    throw new AnswerError('token_refused')
  })
}
