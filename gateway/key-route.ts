import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { formatNetwork } from '@/lib/net/parse-network'
import { sendAnswerError } from './answer-error'
import { judgeRequest, refuse } from './gate/judge-request'
import { refuseOtherMethods } from './refuse-other-methods'

const path = '/v1/key'

export const keySchema = z.object({
  key: z
    .object({ id: z.string(), accessKey: z.string() })
    .nullable()
    .describe('Null of a log-in without one.'),
  customer: z.string().describe('The ID of the account.'),
  dialect: z.string(),
  environment: z.string(),
  permissions: z.array(z.string()),
  accounts: z.array(z.string()).nullable().describe('Null for all of the customer’s.'),
  addresses: z.array(z.string()).nullable().describe('From where it may be used; null from anywhere.'),
  validFrom: z.string().nullable(),
  validBefore: z.string().nullable().describe('The first instant at which it is not good any more.'),
  seen: z.object({
    address: z.string().describe('Where this request came from.'),
    skewMs: z.number().nullable().describe('How far the clock of the client is ahead.'),
  }),
  requestId: z.string(),
})

/** A key asks about itself, signed as every other request: what it may, until when, and how its requests arrive. */
export function keyRoute(app: FastifyInstance): void {
  app.register(async (scope) => {
    scope.setErrorHandler(sendAnswerError)
    scope.get(path, { exposeHeadRoute: false }, async (request: FastifyRequest, reply) => {
      const verdict = await judgeRequest(request)
      const { decision, asked } = verdict
      if (decision.decision === 'deny') return refuse(reply, verdict)
      const { id, accessKey, accountId, dialect, environment, permissions, accounts } = decision.record
      const { allowlist, validFrom, validBefore } = decision.record
      const about: z.output<typeof keySchema> = {
        key: id && accessKey ? { id, accessKey } : null,
        customer: accountId,
        ...{ dialect, environment, permissions: [...permissions], accounts: accounts && [...accounts] },
        addresses: allowlist?.map(formatNetwork) ?? null,
        validFrom: validFrom?.toISOString() ?? null,
        validBefore: validBefore?.toISOString() ?? null,
        seen: { address: asked.address, skewMs: decision.skewMs },
        requestId: asked.requestId,
      }
      return reply.header('cache-control', 'no-store').send(about)
    })
  })
  refuseOtherMethods(app, path, ['GET'])
}
