import type { FastifyReply } from 'fastify'
import type { AppError } from '@/lib/errors'
import { type MessageKey, translate } from '@/lib/i18n/messages'

/** Answers what the domain refused, in words for whoever writes the client. */
export function refuseApp(reply: FastifyReply, error: AppError, requestId: string): FastifyReply {
  const { code, status, values } = error
  if (typeof values.seconds === 'number') reply.header('retry-after', values.seconds)
  const message = translate('en', 'errors')(code as MessageKey<'errors'>, values)
  return reply.code(status).send({ code, message, requestId })
}
