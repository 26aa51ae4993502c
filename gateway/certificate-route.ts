import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readShownCertificate } from '@/lib/certificates/read-shown-certificate'
import { AnswerError, sendAnswerError } from './answer-error'
import { orUnavailable } from './gate/or-unavailable'
import { refusalFor } from './gate/refusal-of'
import { sendRefusal } from './gate/send-refusal'
import { refuseOtherMethods } from './refuse-other-methods'
import { seenClient } from './seen-client'

const path = '/v1/certificate'

/** Tells a client by mutual TLS which certificate it showed, and whether that counts. */
export function certificateRoute(app: FastifyInstance): void {
  app.register(async (scope) => {
    scope.setErrorHandler(sendAnswerError)
    scope.get(path, tell)
  })
  refuseOtherMethods(app, path)
}

async function tell(request: FastifyRequest, reply: FastifyReply) {
  reply.header('cache-control', 'no-store')
  const { certificate: shown } = seenClient(request.raw)
  if (!shown) return refuse(request, reply, 'certificate_required')
  const certificate = await orUnavailable(readShownCertificate(shown))
  if (!certificate) throw new AnswerError('certificate_unknown')
  const { serialNumber, state, notAfter } = certificate
  if (state === 'not_yet_valid') throw new AnswerError('certificate_not_yet_valid')
  if (state !== 'valid') return refuse(request, reply, `certificate_${state}`)
  return { serialNumber, state, notAfter: notAfter.toISOString() }
}

/** As a request would be that needs one. */
function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  code: 'certificate_required' | 'certificate_expired' | 'certificate_revoked',
): FastifyReply {
  return sendRefusal(reply, refusalFor(code, request.id))
}
