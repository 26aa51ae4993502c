import type { FastifyInstance } from 'fastify'
import { apiErrors, sendError } from '../api-errors'
import { judge } from '../gate/judge'
import { readJson } from '../read-json'
import { requireService } from '../require-service'
import { answerOf } from './answer'
import { longestQuestionBytes, readQuestion } from './question'

/** Services ask whether a request that came to them is let in; 200 says yes as well as no. */
export async function verifyRoute(app: FastifyInstance): Promise<void> {
  apiErrors(app)
  requireService(app)
  readJson(app)
  app.post('/v1/verify', { bodyLimit: longestQuestionBytes }, async (request, reply) => {
    const question = readQuestion(request.body)
    if (question === 'body_too_large')
      return sendError(request, reply, {
        status: 413,
        code: 'body_too_large',
        message: 'The body of the request is more than 1,048,576 bytes.',
      })
    if ('field' in question)
      return sendError(request, reply, {
        status: 400,
        code: 'invalid_request',
        message: question.field ? `“${question.field}” is not as it must be.` : 'This is no question.',
      })
    const verdict = await judge({ ...question, requestId: request.id })
    return reply.header('cache-control', 'no-store').send(answerOf(verdict))
  })
}
