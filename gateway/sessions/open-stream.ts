import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendError } from '../api-errors'
import { judgeRequest, refuse } from '../gate/judge-request'
import { endedReasonOf } from '../gate/refusal-of'
import { forcedLogoutEvent, logoutEventId } from './stream-events'
import type { Streams } from './streams'
import { withoutSession } from './without-session'

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
  if (!session) return withoutSession(request, reply)
  if (!streams.hasRoom(session)) {
    const message = 'There are too many event streams of this session, this customer or altogether.'
    reply.header('retry-after', roomAgainSeconds)
    return sendError(request, reply, { status: 429, code: 'too_many_streams', message })
  }
  reply.hijack()
  streams.add(session, reply.raw)
  return reply
}
