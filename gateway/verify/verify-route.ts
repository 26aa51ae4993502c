import type { FastifyInstance } from 'fastify'
import { AnswerError, sendAnswerError } from '../answer-error'
import { judge } from '../gate/judge'
import { readJson } from '../read-json'
import { requireService } from '../require-service'
import { answerOf } from './answer'
import { longestQuestionBytes, readQuestion } from './question'

/** Services ask whether a request that came to them is let in; 200 says yes as well as no. */
export async function verifyRoute(app: FastifyInstance): Promise<void> {
  app.setErrorHandler(sendAnswerError)
  requireService(app)
  readJson(app)
  app.post('/v1/verify', { bodyLimit: longestQuestionBytes }, async (request, reply) => {
    const question = readQuestion(request.body)
    if (question === 'body_too_large') throw new AnswerError('body_too_large')
    if ('field' in question) {
      const { field } = question
      const message = field ? `“${field}” is not as it must be.` : 'This is no question.'
      throw new AnswerError('invalid_request', { message })
    }
    const verdict = await judge({ ...question, requestId: request.id })
    return reply.header('cache-control', 'no-store').send(answerOf(verdict))
  })
}
