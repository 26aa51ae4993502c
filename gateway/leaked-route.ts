import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { LeakActor } from '@/lib/access/actor'
import { clock } from '@/lib/clock'
import { reportLeakedSecret } from '@/lib/keys/report-leaked-secret'
import { AnswerError, sendAnswerError } from './answer-error'
import { callerOf } from './caller-of'
import { AddressCounter } from './gate/address-counter'
import { orUnavailable } from './gate/or-unavailable'
import { refusalFor } from './gate/refusal-of'
import { sendRefusal } from './gate/send-refusal'
import { readJson } from './read-json'
import { refuseOtherMethods } from './refuse-other-methods'

const path = '/v1/leaked'
const reportsPerMinute = 30

export const leakedSchema = z.strictObject({
  secret: z.string().max(1000).describe('What was found, as it was found.'),
})

/** Whoever finds a secret turns its key off. The answer is the same whether it was one of ours or not. */
export function leakedRoute(app: FastifyInstance): void {
  const reports = new AddressCounter(reportsPerMinute)
  app.register(async (scope) => {
    scope.setErrorHandler(sendAnswerError)
    readJson(scope)
    scope.post(path, async (request, reply) => {
      const { certificate: _, ...meta } = callerOf(request)
      const { address } = meta
      const now = clock.now()
      if (reports.isOver(address, now))
        return sendRefusal(reply, refusalFor('rate_limited_address', request.id))
      reports.count(address, now)
      const { data } = leakedSchema.safeParse(request.body)
      if (!data) {
        const message = 'Send {"secret": …} as application/json.'
        throw new AnswerError('invalid_request', { message })
      }
      const actor: LeakActor = { kind: 'leak', ...meta }
      await orUnavailable(reportLeakedSecret(actor, data.secret))
      return reply.code(202).header('cache-control', 'no-store').send({ received: true })
    })
  })
  refuseOtherMethods(app, path, ['POST'])
}
