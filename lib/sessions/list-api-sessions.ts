import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { liveAt } from './session-times'

export type ListedApiSession = {
  id: string
  address: string
  userAgent: string
  createdAt: Date
  lastUsedAt: Date
}

/**
 * The customer's live API sessions of one key, or those opened without a key; by when they were last used. The policy
 * bounds how many there are.
 * @param keyId null for those without
 */
export function listApiSessions(actor: Actor, keyId: string | null): Promise<ListedApiSession[]> {
  authorize(actor, 'session:read:own')
  return database().apiSession.findMany({
    where: { ...visibleTo(actor), apiKeyId: keyId, ...liveAt(clock.now()) },
    select: { id: true, address: true, userAgent: true, createdAt: true, lastUsedAt: true },
    orderBy: { lastUsedAt: 'desc' },
  })
}
