import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { database } from '@/lib/db/client'

/** The customer's sign-in before the present one, live or ended; null on the first. */
export async function previousSession(actor: Actor): Promise<{ createdAt: Date; address: string } | null> {
  authorize(actor, 'session:read:own')
  return database().webSession.findFirst({
    where: { ...visibleTo(actor), id: { not: actor.sessionId } },
    select: { createdAt: true, address: true },
    orderBy: { createdAt: 'desc' },
  })
}
