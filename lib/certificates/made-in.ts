import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { database } from '@/lib/db/client'
import { deviceName } from '@/lib/net/device-name'

/**
 * In which browser each certificate was applied for, as its holder would name it: that tells several of them apart.
 * @returns by the certificate's id
 */
export async function madeIn(actor: CustomerActor, ids: string[]): Promise<Map<string, string>> {
  authorize(actor, 'certificate:read:own')
  const events = await database().auditEvent.findMany({
    where: { ...visibleTo(actor), action: 'certificate.requested', objectId: { in: ids } },
    select: { objectId: true, userAgent: true },
  })
  return new Map(
    events.flatMap(({ objectId, userAgent }) =>
      objectId && userAgent ? [[objectId, deviceName(userAgent)] as const] : [],
    ),
  )
}
