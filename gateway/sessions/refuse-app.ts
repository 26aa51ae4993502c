import type { FastifyReply } from 'fastify'
import type { AppError } from '@/lib/errors'
import { type MessageKey, translate } from '@/lib/i18n/messages'
import { sendRefusal } from '../gate/send-refusal'

/** Answers what the domain refused, in words for whoever writes the client. */
export function refuseApp(reply: FastifyReply, error: AppError, requestId: string): FastifyReply {
  const { code, status, values } = error
  const message = translate('en', 'errors')(code as MessageKey<'errors'>, values)
  const seconds = typeof values.seconds === 'number' ? values.seconds : undefined
  return sendRefusal(reply, { status, body: { code, message, requestId } }, seconds)
}
