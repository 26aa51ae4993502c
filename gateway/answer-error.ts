import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { log } from '@/lib/log'

/** Why the gateway itself does not serve a request, whoever sent it. */
const answers = {
  body_too_large: [413, 'The body of this request is larger than 1 MB.'],
  body_incomplete: [400, 'The body of this request did not come whole.'],
  encoding_refused: [415, 'Send the body as it was signed, without Content-Encoding.'],
  upgrade_refused: [400, 'A connection can be upgraded to websocket, by GET and without a body.'],
  proxy_misconfigured: [403, 'The proxy in front does not say which request it asks about.'],
  forward_auth_off: [404, 'FORWARD_AUTH does not name this kind of proxy.'],
  service_token_refused: [401, 'A service token is needed.'],
  overloaded: [503, 'Too many requests at once. Try again in a moment.'],
  unavailable: [503, 'Keys can not be looked up at the moment. Try again soon.'],
  upstream_unreachable: [502, 'The trading API does not answer.'],
  upstream_timeout: [504, 'The trading API did not answer in time.'],
  request_malformed: [400, 'This request is malformed.'],
  unexpected: [500, 'Something went wrong.'],
} as const satisfies Record<string, readonly [status: number, message: string]>

export type AnswerCode = keyof typeof answers

/** Thrown by what serves a request; answered as its code says. */
export class AnswerError extends Error {
  constructor(
    readonly code: AnswerCode,
    options?: { cause: unknown },
  ) {
    super(code, options)
    this.name = 'AnswerError'
  }
}

/** The status and the body that a code is answered with. */
export function answerOf(code: AnswerCode, requestId: string) {
  const [status, message] = answers[code]
  return { status, body: { code, message, requestId } }
}

/** Answers what a route threw in the form of all refusals, and logs what is our own fault. */
export function sendAnswerError(
  error: FastifyError | AnswerError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const code = codeOf(error)
  const { status, body } = answerOf(code, request.id)
  if (status === 500) log.error({ error, requestId: request.id }, 'a request to the gateway failed')
  if (code === 'unavailable') log.warn({ error, requestId: request.id }, 'keys can not be looked up')
  if (status === 503) reply.header('retry-after', '1')
  // Who still sends a body reads no answer before it is through, or for as long as a request may take.
  if (!request.raw.complete) request.raw.resume()
  return reply.code(status).header('cache-control', 'no-store').send(body)
}

function codeOf(error: FastifyError | AnswerError | Error): AnswerCode {
  if (error instanceof AnswerError) return error.code
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500
  if (status === 503) return 'unavailable'
  return status < 500 ? 'request_malformed' : 'unexpected'
}
