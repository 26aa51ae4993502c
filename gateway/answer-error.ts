import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { log } from '@/lib/log'

/** Why the gateway itself does not serve a request, whoever sent it. */
const answers = {
  invalid_request: [400, 'This request can not be read.'],
  body_too_large: [413, 'The body of this request is too large.'],
  body_incomplete: [400, 'The body of this request did not come whole.'],
  type_not_read: [415, 'Send the type of content that is read here, without Content-Encoding.'],
  encoding_refused: [415, 'Send the body as it was signed, without Content-Encoding.'],
  upgrade_refused: [400, 'A connection can be upgraded to websocket, by GET and without a body.'],
  proxy_misconfigured: [403, 'The proxy in front does not say which request it asks about.'],
  forward_auth_off: [404, 'FORWARD_AUTH does not name this kind of proxy.'],
  token_refused: [401, 'A token of a service is needed: npm run gateway:token.'],
  malformed_login: [400, 'Sign the login with a key, or send {"id": …, "password": …} as application/json.'],
  no_session: [404, 'Send the token of an API session.'],
  too_many_streams: [429, 'There are too many event streams of this session, this customer or altogether.'],
  certificate_unknown: [401, 'This certificate was not issued here.'],
  certificate_not_yet_valid: [401, 'The certificate is not valid yet. Set the clock of this computer.'],
  overloaded: [503, 'Too many requests at once. Try again in a moment.'],
  unavailable: [503, 'This can not be decided at the moment. Try again soon.'],
  upstream_unreachable: [502, 'The trading API does not answer.'],
  upstream_timeout: [504, 'The trading API did not answer in time.'],
  unexpected: [500, 'Something went wrong.'],
} as const satisfies Record<string, readonly [status: number, message: string]>

export type AnswerCode = keyof typeof answers

/** Thrown by what serves a request; answered as its code says. */
export class AnswerError extends Error {
  /** @param options `message`: in place of the code's own, where more can be said */
  constructor(
    readonly code: AnswerCode,
    { message = answers[code][1], cause }: { message?: string; cause?: unknown } = {},
  ) {
    super(message, { cause })
    this.name = 'AnswerError'
  }
}

/** The status and the body that an error is answered with. */
export function errorAnswer({ code, message }: AnswerError, requestId: string) {
  const [status] = answers[code]
  return { status, body: { code, message, requestId } }
}

/** What a route threw as what it is answered with; logs what is our own fault. */
export function answerError(error: FastifyError | Error, { id: requestId }: FastifyRequest): AnswerError {
  const known = error instanceof AnswerError ? error : new AnswerError(codeOf(error))
  if (known.code === 'unexpected') log.error({ error, requestId }, 'a request to the gateway failed')
  if (known.code === 'unavailable')
    log.warn({ error, requestId }, 'what a decision takes can not be looked up')
  return known
}

/** Answers what a route threw in the form of all refusals. */
export function sendAnswerError(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { status, body } = errorAnswer(answerError(error, request), request.id)
  sayWhenToComeBack(reply, status)
  // Who still sends a body reads no answer before it is through, or for as long as a request may take.
  if (!request.raw.complete) request.raw.resume()
  return reply.code(status).header('cache-control', 'no-store').send(body)
}

/** What is missing now is often back at once. */
export function sayWhenToComeBack(reply: FastifyReply, status: number): void {
  if (status === 503) reply.header('retry-after', '1')
}

/** Fastify's own errors, and those of ours with a status, by that. */
function codeOf(error: FastifyError | Error): AnswerCode {
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500
  if (status === 413) return 'body_too_large'
  if (status === 415) return 'type_not_read'
  if (status === 503) return 'unavailable'
  return status < 500 ? 'invalid_request' : 'unexpected'
}
