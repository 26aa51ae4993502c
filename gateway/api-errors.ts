import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { log } from '@/lib/log'

const sentences: Record<number, readonly [code: string, message: string]> = {
  400: ['invalid_request', 'This request can not be read.'],
  413: ['body_too_large', 'The body of this request is too large.'],
  415: ['type_not_read', 'Send JSON, with Content-Type: application/json.'],
  503: ['unavailable', 'This can not be decided now. Try again.'],
}
const unexpected = ['unexpected', 'Something went wrong.'] as const

/** Answers what goes wrong in this scope's routes as programs read it: `{ code, message, requestId }`. */
export function apiErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) log.error({ error, requestId: request.id }, 'a request to the gateway failed')
    const [code, message] = sentences[status] ?? (status < 500 ? sentences[400] : undefined) ?? unexpected
    return sendError(request, reply, { status, code, message })
  })
}

/** Refuses a request in the same form. */
export function sendError(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, code, message }: { status: number; code: string; message: string },
): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/json')
    .send(JSON.stringify({ code, message, requestId: request.id }))
}
