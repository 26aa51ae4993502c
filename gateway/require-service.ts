import type { FastifyInstance } from 'fastify'
import { sendError } from './api-errors'
import { serviceOf } from './service-tokens'

/**
 * Lets in only services with a token (`npm run gateway:token`), for all routes of this scope, before a body is read.
 */
export function requireService(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (await serviceOf(request.headers.authorization)) return
    reply.header('www-authenticate', 'Bearer')
    return sendError(request, reply, {
      status: 401,
      code: 'token_refused',
      message: 'A token of a service is needed: npm run gateway:token.',
    })
  })
}
