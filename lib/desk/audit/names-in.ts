import 'server-only'
import { database } from '@/lib/db/client'
import { customerOf } from './customer-of'
import type { AuditRow } from './find-events'

type NamedStaff = { id: string; name: string; email: string }
export type NamedCustomer = { id: string; name: string; accountId: string }

export type Names = { staff: Map<string, NamedStaff>; customers: Map<string, NamedCustomer> }

/** Everybody who stands in these events, by id. */
export async function namesIn(rows: AuditRow[]): Promise<Names> {
  const about = new Set<string>()
  const by = new Set<string>()
  for (const row of rows) {
    const { actorKind, actorId, objectKind, objectId } = row
    const customerId = customerOf(row)
    if (customerId) about.add(customerId)
    if (actorId) (actorKind === 'staff' ? by : about).add(actorId)
    if (objectKind === 'staff' && objectId) by.add(objectId)
  }
  const [staff, customers] = await Promise.all([
    database().staff.findMany({
      where: { id: { in: [...by] } },
      select: { id: true, name: true, email: true },
    }),
    database().customer.findMany({
      where: { id: { in: [...about] } },
      select: { id: true, name: true, accountId: true },
    }),
  ])
  return { staff: byId(staff), customers: byId(customers) }
}

const byId = <T extends { id: string }>(rows: T[]) => new Map(rows.map((row) => [row.id, row]))
