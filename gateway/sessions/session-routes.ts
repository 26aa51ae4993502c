import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '@/lib/errors'
import { describeSession } from '@/lib/sessions/describe-session'
import { endApiSession } from '@/lib/sessions/end-api-session'
import { AnswerError, sendAnswerError } from '../answer-error'
import { callerOf } from '../caller-of'
import { judgeRequest, refuse } from '../gate/judge-request'
import { orUnavailable } from '../gate/or-unavailable'
import { refuseOtherMethods } from '../refuse-other-methods'
import { hearChanges } from './hear-changes'
import { logIn } from './log-in'
import { openStream } from './open-stream'
import { noteSessionUses } from './session-uses'
import { makeStreams } from './streams'

/** API logins: opening one, asking about one's own, ending it, and hearing of its end. For the listener with TLS. */
export function sessionRoutes(app: FastifyInstance): void {
  const streams = makeStreams()
  streams.attachTo(app)
  hearChanges(streams, app)
  noteSessionUses(app)
  app.register(async (scope) => {
    scope.setErrorHandler(sendAnswerError)
    // What was signed are the bytes.
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
    scope.addHook('onRequest', async (_, reply) => void reply.header('cache-control', 'no-store'))
    scope.post('/v1/sessions', logIn)
    scope.get('/v1/sessions/current', whoAmI)
    scope.delete('/v1/sessions/current', logOut)
    scope.get('/v1/sessions/current/events', { exposeHeadRoute: false }, (request, reply) =>
      openStream(streams, request, reply),
    )
  })
  refuseOtherMethods(app, '/v1/sessions', ['POST'])
  refuseOtherMethods(app, '/v1/sessions/current', ['GET', 'HEAD', 'DELETE'])
  refuseOtherMethods(app, '/v1/sessions/current/events', ['GET'])
}

async function whoAmI(request: FastifyRequest, reply: FastifyReply) {
  const verdict = await judgeRequest(request)
  const { decision, session, asked } = verdict
  if (decision.decision === 'deny') return refuse(reply, verdict)
  if (!session) throw new AnswerError('no_session')
  const { record } = decision
  return {
    session: await orUnavailable(describeSession(session.id, record)),
    customer: record.accountId,
    address: asked.address,
  }
}

async function logOut(request: FastifyRequest, reply: FastifyReply) {
  const verdict = await judgeRequest(request)
  const { decision, session } = verdict
  if (decision.decision === 'deny') return refuse(reply, verdict)
  if (!session) throw new AnswerError('no_session')
  const { id: sessionId, customerId } = session
  const { certificate: _, ...meta } = callerOf(request)
  const ending = endApiSession({ kind: 'customer', customerId, sessionId, ...meta }, sessionId)
  await orUnavailable(ending).catch((error: unknown) => {
    // Ended meanwhile: that is what was asked for.
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error
  })
  return reply.code(204).send()
}
