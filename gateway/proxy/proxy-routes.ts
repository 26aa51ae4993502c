import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendAnswerError } from '../answer-error'
import { judge, type Verdict } from '../gate/judge'
import { refuse } from '../gate/judge-request'
import { identityHeaders } from '../identity-headers'
import { requestFacts } from '../request-facts'
import { permissionFor } from '../route-file/permission-for'
import { routeRules } from '../route-file/route-rules'
import { type SeenClient, seenClient } from '../seen-client'
import { forwardedHeaders } from './forwarded-headers'
import { readBody } from './read-body'
import { takeUpgrades, type Upgrade, upgradeOf } from './upgrades'
import { makeUpstream } from './upstream'
import { watchConnections } from './watch-connections'

/**
 * Everything that no other route of this listener serves: verified, body and all, and passed on to the trading API
 * with who sent it in place of the credentials (docs/decisions/031).
 * @throws StartError when the route file is not usable
 */
export function proxyRoutes(app: FastifyInstance, target: string): void {
  routeRules()
  const upstream = makeUpstream(target)
  const watch = watchConnections()
  // Connections that stay open would be waited for.
  app.addHook('preClose', async () => watch.stop())
  app.addHook('onClose', async () => upstream.close())
  takeUpgrades(app)

  async function serve(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    reply.header('signet-request-id', request.id)
    const upgrade = upgradeOf(request.raw)
    const client = seenClient(request.raw)
    if (upgrade) return serveUpgrade(request, reply, client, upgrade)
    const body = await readBody(request.raw, client.address)
    try {
      const verdict = await ask(request, client, body.bytes)
      if (verdict.decision.decision !== 'allow') return refuse(reply, verdict)
      prepare(request, verdict, body.bytes.length)
      reply.hijack()
      await upstream.answer({ raw: request.raw, requestId: request.id }, reply.raw, body.bytes)
      return reply
    } finally {
      body.release()
    }
  }

  async function serveUpgrade(
    request: FastifyRequest,
    reply: FastifyReply,
    client: SeenClient,
    { socket, head, response }: Upgrade,
  ): Promise<FastifyReply> {
    const verdict = await ask(request, client, Buffer.alloc(0))
    if (verdict.decision.decision !== 'allow') return refuse(reply, verdict)
    prepare(request, verdict, 0)
    Object.assign(request.raw.headers, { connection: 'Upgrade', upgrade: 'websocket' })
    reply.hijack()
    response.detachSocket(socket)
    watch.add(verdict, socket)
    await upstream.upgrade({ raw: request.raw, requestId: request.id }, socket, head)
    return reply
  }

  app.register(async (scope) => {
    // Nothing is parsed: what was signed is what is passed on.
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.setErrorHandler(sendAnswerError)
    scope.all('*', serve)
  })
}

function ask(request: FastifyRequest, client: SeenClient, body: Buffer): Promise<Verdict> {
  const facts = requestFacts(request.raw, body)
  return judge({ facts, ...client, permission: permissionFor(facts), requestId: request.id })
}

/** From here on the request is what the upstream gets to see. */
function prepare({ raw }: FastifyRequest, verdict: Verdict, bodyBytes: number): void {
  raw.headers = forwardedHeaders(raw.headers, identityHeaders(verdict), bodyBytes)
}
