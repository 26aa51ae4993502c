import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { database } from '@/lib/db/client'
import { maskEmail, maskPhone } from '@/lib/identity/mask'
import { openDestination } from '@/lib/notices/notice-body'
import type { NoticeChannel } from '@/lib/notices/templates'
import { type PartPage, pageOf, partPage } from './part-page'
import type { PartQuery } from './schema'

export type DeskMessage = {
  id: string
  channel: NoticeChannel
  template: string
  /** What its subject is filled with; null where it held a code or a link, and can't be sent again. */
  values: unknown
  /** Where it went, masked. */
  to: string
  status: 'pending' | 'sent' | 'held' | 'failed' | 'expired'
  attempts: number
  createdAt: Date
  sentAt: Date | null
  /** Why the last attempt failed, as a word of ours; never what another server said. */
  lastError: string | null
}

/** The messages to a customer: that they were sent and how it went, never what they said. Kept for a month. */
export async function listCustomerMessages(
  actor: Actor,
  customerId: string,
  query: PartQuery,
): Promise<PartPage<DeskMessage>> {
  authorize(actor, 'customer:read')
  const { where, ...page } = partPage(query)
  const found = await database().outbox.findMany({
    where: { customerId, ...where },
    ...page,
    select: {
      id: true,
      channel: true,
      template: true,
      values: true,
      destinationSealed: true,
      status: true,
      attempts: true,
      createdAt: true,
      sentAt: true,
      lastError: true,
    },
  })
  return pageOf(
    found.map(({ destinationSealed, ...row }) => {
      const mask = row.channel === 'sms' ? maskPhone : maskEmail
      return { ...row, to: mask(openDestination(row.id, destinationSealed)) }
    }),
  )
}
