import type { FastifyReply, FastifyRequest } from 'fastify'
import { AnswerError } from '../answer-error'
import { judgeRequest, refuse } from '../gate/judge-request'
import { endedReasonOf } from '../gate/refusal-of'
import { forcedLogoutEvent, logoutEventId } from './stream-events'
import type { Streams } from './streams'

const roomAgainSeconds = 30

/**
 * Server-sent events about one's own session (HTML Living Standard 9.2): `ready`, `ping`, and `forced_logout` when it
 * ends, after which the stream closes. Of a session that has ended already it is said once.
 */
export async function openStream(
  streams: Streams,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const verdict = await judgeRequest(request)
  const { decision, session } = verdict
  const reason = endedReasonOf(decision)
  if (reason !== null) {
    if (request.headers['last-event-id'] === logoutEventId) return reply.code(204).send()
    return reply.type('text/event-stream').send(forcedLogoutEvent(reason))
  }
  if (decision.decision === 'deny') return refuse(reply, verdict)
  if (!session) throw new AnswerError('no_session')
  if (!streams.hasRoom(session)) {
    reply.header('retry-after', roomAgainSeconds)
    throw new AnswerError('too_many_streams')
  }
  reply.hijack()
  streams.add(session, reply.raw)
  return reply
}
