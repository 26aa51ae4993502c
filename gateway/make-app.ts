import { randomUUID } from 'node:crypto'
import type { ServerOptions } from 'node:https'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { answerError, errorAnswer, sayWhenToComeBack } from './answer-error'
import { cutSlowReaders } from './cut-slow-readers'
import { noteRequest } from './metrics'
import { takeInTurn } from './take-in-turn'

export type Listener = 'pki' | 'tls' | 'internal'

/** RFC 5019 knows requests of a few hundred bytes; a hundred certificates in one still fit. */
const longestBodyBytes = 8192
const timeouts = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 20_000,
  // How often the first two are looked at: a client that is slow on purpose is gone soon after its time.
  connectionsCheckingInterval: 2_000,
}

/**
 * A listener's server, without routes: times limits, a line in the log and a measure for each request, answers without
 * a word about what serves them.
 * @param tls for a listener that speaks TLS
 */
export function makeApp(listener: Listener, tls?: ServerOptions): FastifyInstance {
  const options = {
    logger: false,
    genReqId: () => randomUUID(),
    bodyLimit: longestBodyBytes,
    requestTimeout: timeouts.requestTimeout,
    keepAliveTimeout: timeouts.keepAliveTimeout,
    forceCloseConnections: 'idle' as const,
    // An address that can't be decoded comes past every route.
    frameworkErrors: (_error: Error, _request: FastifyRequest, reply: FastifyReply) =>
      reply.code(400).type('text/plain').send('This address is malformed.\n'),
    routerOptions: { maxParamLength: longestBodyBytes * 2 },
  }
  const app = (
    tls ? fastify({ ...options, https: { ...timeouts, ...tls } }) : fastify({ ...options, http: timeouts })
  ) as FastifyInstance
  cutSlowReaders(app)
  takeInTurn(app)
  // Each route names the types that it reads: nothing else is parsed.
  app.removeAllContentTypeParsers()
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type('text/plain').send('There is nothing here.\n'),
  )
  app.setErrorHandler((error: Error, request, reply) => {
    const { status, body } = errorAnswer(answerError(error, request), request.id)
    sayWhenToComeBack(reply, status)
    return reply.code(status).header('cache-control', 'no-store').type('text/plain').send(`${body.message}\n`)
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const { method, id, ip } = request
    const { statusCode: status, elapsedTime } = reply
    noteRequest(listener, route, status, elapsedTime / 1000)
    // The terminal of a demo is for people.
    const level = env().SIGNET_MODE === 'production' && listener !== 'internal' ? 'info' : 'debug'
    log[level](
      { requestId: id, listener, method, route, status, address: ip, milliseconds: Math.round(elapsedTime) },
      'request',
    )
  })
  return app
}
