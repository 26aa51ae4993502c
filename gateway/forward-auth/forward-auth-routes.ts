import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { env } from '@/lib/env'
import { type Admission, admit } from '../admit'
import { AnswerError, sendAnswerError } from '../answer-error'
import { sendRefusal } from '../gate/send-refusal'
import { identityNames } from '../identity-headers'
import { bodyOf } from '../proxy/read-body'
import { headerPairs, splitTarget } from '../request-facts'
import { routeRules } from '../route-file/route-rules'
import { shownCertificate } from '../seen-client'
import { serviceOf } from '../service-tokens'
import { askOfProxy, extAuthzPrefix, type ProxyAsks } from './ask-of-proxy'

/** Not `Authorization`: that is the client's, whose credentials may stand there. */
const tokenHeader = 'signet-service-token'

/**
 * Proxies ask whether they may pass a request on: 200 with who sent it, or what its sender is to be told. For the
 * internal listener (docs/gateway-proxies.md).
 * @throws StartError when `FORWARD_AUTH` is set and the route file is not usable
 */
export function forwardAuthRoutes(app: FastifyInstance): void {
  if (env().FORWARD_AUTH) routeRules()
  app.register(async (scope) => {
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.setErrorHandler(sendAnswerError)
    scope.addHook('onRequest', async ({ headers }) => {
      const token = headers[tokenHeader]
      if (typeof token !== 'string' || !(await serviceOf(`Bearer ${token}`)))
        throw new AnswerError('token_refused')
    })
    scope.all('/v1/forward-auth', (request, reply) => answer(request, reply, ['nginx', 'caddy', 'traefik']))
    scope.all(`${extAuthzPrefix}/*`, (request, reply) => answer(request, reply, ['envoy', 'envoy-with-body']))
  })
}

async function answer(request: FastifyRequest, reply: FastifyReply, kinds: string[]): Promise<FastifyReply> {
  const { FORWARD_AUTH: kind } = env()
  if (!kind || !kinds.includes(kind)) throw new AnswerError('forward_auth_off')
  const asks = askOfProxy(kind, request.raw)
  if (!asks) throw new AnswerError('proxy_misconfigured')
  const admission = await decide(request, asks)
  if ('identity' in admission) {
    // Those that say nothing too: a proxy that copies them writes over what the client sent.
    for (const name of identityNames) reply.header(name, admission.identity[name] ?? '')
    return reply.code(200).header('cache-control', 'no-store').send()
  }
  const { refusal } = admission
  const { code, reason } = refusal.body
  // For proxies that keep the body to themselves.
  reply.header('signet-code', String(code)).header('signet-request-id', request.id)
  if (reason !== undefined) reply.header('signet-reason', String(reason))
  return sendRefusal(reply, refusal)
}

async function decide({ raw, id }: FastifyRequest, asks: ProxyAsks): Promise<Admission> {
  const { method, target, address } = asks
  const body = asks.body === 'none' ? Buffer.alloc(0) : null
  const headers = headerPairs(raw).filter(([name]) => name.toLowerCase() !== tokenHeader)
  const facts = { method, ...splitTarget(target), headers, body }
  const asked = { facts, address, certificate: shownCertificate(raw), requestId: id }
  if (asks.body !== 'sent') return admit(asked)
  const { read: readBody, release } = bodyOf(raw, address)
  try {
    return await admit({ ...asked, readBody })
  } finally {
    release()
  }
}
