import type { FastifyReply, FastifyRequest } from 'fastify'
import { callerOf } from '../caller-of'
import { factsOf } from '../facts-of'
import { judge, type Verdict } from './judge'
import { refusalOf } from './refusal-of'
import { sendRefusal } from './send-refusal'

type Needs = { permission?: string | null; certificateNeeded?: boolean }

/** Decides about a request of a client that is connected to this process. @throws UnavailableError */
export function judgeRequest(
  request: FastifyRequest,
  { permission = null, certificateNeeded = false }: Needs = {},
): Promise<Verdict> {
  const { address, certificate, requestId } = callerOf(request)
  return judge({ facts: factsOf(request), address, certificate, permission, certificateNeeded, requestId })
}

/** Answers what a request was refused for. */
export function refuse(reply: FastifyReply, verdict: Verdict): FastifyReply {
  return sendRefusal(reply, refusalOf(verdict))
}
