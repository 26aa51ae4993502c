import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { visibleTo } from '@/lib/access/visible-to'
import { Prisma } from './client'

/**
 * `visibleTo` for statements written out in SQL: the condition on `customer_id` that each of a customer's tables
 * carries in them. Of nobody but a customer: what staff see is never read this way.
 * @throws Error for anybody else, whatever the types said
 */
export function ownedBy(actor: CustomerActor): Prisma.Sql {
  const { customerId } = visibleTo(actor)
  if (!customerId) throw new Error('only a customer owns rows')
  return Prisma.sql`customer_id = ${customerId}::uuid`
}
