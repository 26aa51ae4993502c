import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { clock } from '@/lib/clock'
import { AppError } from '@/lib/errors'
import { logInWithKey } from '@/lib/sessions/log-in-with-key'
import { logInWithPassword } from '@/lib/sessions/log-in-with-password'
import type { OpenedSession } from '@/lib/sessions/open-session'
import { passwordLoginSchema } from '@/lib/sessions/schema'
import { readRequest } from '@/lib/signing/read-request'
import { deadReason } from '@/lib/verify/check-certificate'
import { AnswerError } from '../answer-error'
import { callerOf } from '../caller-of'
import { factsOf } from '../facts-of'
import { judgeRequest, refuse } from '../gate/judge-request'
import { findCertificate } from '../gate/lookups'
import { orUnavailable } from '../gate/or-unavailable'
import { refusalFor } from '../gate/refusal-of'
import { sendRefusal } from '../gate/send-refusal'
import { parseJson } from '../read-json'
import { refuseApp } from './refuse-app'

/** A login: over mutual TLS, signed with a key in its dialect or, without any, with ID and password in JSON. */
export async function logIn(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const read = readRequest(factsOf(request))
  try {
    const bare = !read.ok && read.reason === 'credentials_missing'
    return bare ? await byPassword(request, reply) : await byKey(request, reply)
  } catch (error) {
    if (error instanceof AppError) return refuseApp(reply, error, request.id)
    throw error
  }
}

async function byKey(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const verdict = await judgeRequest(request, { certificateNeeded: true })
  const { decision } = verdict
  if (decision.decision === 'deny') return refuse(reply, verdict)
  const { id, customerId, secretMadeAt: madeNow, previous } = decision.record
  const secretMadeAt = decision.provenBy === 'previous' ? previous?.madeAt : madeNow
  // A session that opened the next one would outlive every limit.
  if (verdict.session || !id || !secretMadeAt) throw new AnswerError('malformed_login')
  const key = { id, secretMadeAt }
  return answer(reply, await orUnavailable(logInWithKey({ ...provenBy(request), customerId, key })))
}

async function byPassword(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const input = passwordLoginSchema.safeParse(bodyOf(request))
  if (!input.success) throw new AnswerError('malformed_login')
  const { certificate: der } = callerOf(request)
  const certificate = der && (await orUnavailable(findCertificate(der)))
  const reason = deadReason(certificate, clock.now())
  if (reason || !certificate)
    return sendRefusal(reply, refusalFor(reason ?? 'certificate_required', request.id))
  const { customerId } = certificate
  const opened = logInWithPassword({ ...provenBy(request), customerId }, input.data)
  return answer(reply, await orUnavailable(opened))
}

function provenBy(request: FastifyRequest) {
  const { certificate, ...meta } = callerOf(request)
  return {
    ...meta,
    thumbprint: createHash('sha256')
      .update(certificate ?? '')
      .digest(),
  }
}

function bodyOf({ body, headers }: FastifyRequest): unknown {
  const isJson = /^application\/json(\s*;|$)/i.test(headers['content-type'] ?? '')
  return isJson && Buffer.isBuffer(body) ? parseJson(body.toString('utf8')) : undefined
}

function answer(reply: FastifyReply, { token, accessKey, ...session }: OpenedSession): FastifyReply {
  return reply.code(201).send({ token, session: { ...session, ...(accessKey && { key: accessKey }) } })
}
