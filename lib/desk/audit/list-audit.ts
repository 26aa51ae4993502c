import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { database } from '@/lib/db/client'
import { type AuditRow, findEvents } from './find-events'
import { type NamedCustomer, type Names, namesIn } from './names-in'
import type { AuditPage } from './schema'

export type AuditList = {
  events: AuditRow[]
  /** Everybody who stands in them. */
  names: Names
  /** The cursor of the next page. */
  older: string | null
  /** The customer that the query asks for, if there is one. */
  whom: NamedCustomer | null
}

const pageSize = 50

/** What is on record about everybody, newest first, a page at a time. */
export async function listAudit(actor: Actor, { before, ...query }: AuditPage): Promise<AuditList> {
  authorize(actor, 'audit:read')
  const [rows, whom] = await Promise.all([
    findEvents(query, { before, take: pageSize + 1 }),
    query.whom
      ? database().customer.findUnique({
          where: { id: query.whom },
          select: { id: true, name: true, accountId: true },
        })
      : null,
  ])
  const events = rows.slice(0, pageSize)
  const older = rows.length > pageSize ? (events.at(-1)?.id ?? null) : null
  return { events, names: await namesIn(events), older, whom }
}
