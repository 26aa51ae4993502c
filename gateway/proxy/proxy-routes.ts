import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { admit } from '../admit'
import { sendAnswerError } from '../answer-error'
import { bringsBody } from '../brings-body'
import { judge } from '../gate/judge'
import { refuse } from '../gate/judge-request'
import { sendRefusal } from '../gate/send-refusal'
import { type Identity, identityHeaders } from '../identity-headers'
import { requestFacts } from '../request-facts'
import { permissionFor } from '../route-file/permission-for'
import { routeRules } from '../route-file/route-rules'
import { type SeenClient, seenClient } from '../seen-client'
import { forwardedHeaders } from './forwarded-headers'
import { bodyOf } from './read-body'
import { takeUpgrades, type Upgrade, upgradeOf } from './upgrades'
import { makeUpstream } from './upstream'
import { watchConnections } from './watch-connections'

/**
 * Everything that no other route of this listener serves: verified, body and all, and passed on to the trading API
 * with who sent it in place of the credentials (docs/decisions/031); what is public with nobody in their place.
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
    const { read: readBody, release } = bodyOf(request.raw, client.address)
    try {
      const asked = bringsBody(request.raw)
        ? { facts: requestFacts(request.raw, null), readBody }
        : // Not there, but refused as any other where it says that it is compressed: before the request counts as seen.
          { facts: requestFacts(request.raw, await readBody()) }
      const admission = await admit({ ...asked, ...client, requestId: request.id })
      // What is left of its body Node reads over.
      if ('refusal' in admission) return sendRefusal(reply, admission.refusal)
      const bytes = await readBody()
      // Gone while it was judged: nobody would be told when its answer is over.
      if (reply.raw.destroyed) return reply.hijack()
      prepare(request, admission.identity, bytes.length)
      reply.hijack()
      await upstream.answer({ raw: request.raw, requestId: request.id }, reply.raw, bytes)
      return reply
    } finally {
      release()
    }
  }

  async function serveUpgrade(
    request: FastifyRequest,
    reply: FastifyReply,
    client: SeenClient,
    { socket, head, response }: Upgrade,
  ): Promise<FastifyReply> {
    const facts = requestFacts(request.raw, Buffer.alloc(0))
    // A connection that stays open needs a key on public routes too: nobody's would never have to end.
    const permission = permissionFor(facts)
    const verdict = await judge({ facts, ...client, permission, requestId: request.id })
    if (verdict.decision.decision !== 'allow') return refuse(reply, verdict)
    // Gone while it was judged.
    if (socket.destroyed) return reply.hijack()
    prepare(request, identityHeaders(verdict), 0)
    Object.assign(request.raw.headers, { connection: 'Upgrade', upgrade: 'websocket' })
    reply.hijack()
    response.detachSocket(socket)
    // What the upstream answers instead of an upgrade is the end of it, too.
    socket.once('finish', () => socket.destroySoon())
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

/** From here on the request is what the upstream gets to see. */
function prepare({ raw }: FastifyRequest, identity: Identity, bodyBytes: number): void {
  raw.headers = forwardedHeaders(raw.headers, identity, bodyBytes)
}
