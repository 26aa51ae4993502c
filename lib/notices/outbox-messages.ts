import 'server-only'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { openBody, openDestination } from './notice-body'
import type { NoticeChannel } from './templates'

export type OutboxMessage = {
  id: string
  channel: NoticeChannel
  to: string
  subject: string
  text: string
  code?: string
  template: string
  createdAt: Date
}

/**
 * What the demo would have sent, newest first, as long as it is worth something.
 * @throws AppError `not_found` outside the demo
 */
export async function outboxMessages(): Promise<OutboxMessage[]> {
  if (env().SIGNET_MODE !== 'demo') throw new AppError('not_found')
  const rows = await database().outbox.findMany({
    where: { status: 'held', bodySealed: { not: null }, expiresAt: { gt: clock.now() } },
    orderBy: { id: 'desc' },
    take: 50,
  })
  return rows.flatMap(({ id, channel, template, createdAt, destinationSealed, bodySealed }) =>
    bodySealed
      ? [
          {
            id,
            channel,
            to: openDestination(id, destinationSealed),
            ...openBody(id, bodySealed),
            template,
            createdAt,
          },
        ]
      : [],
  )
}
