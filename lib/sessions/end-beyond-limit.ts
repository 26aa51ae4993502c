import 'server-only'
import { announceChange } from '@/lib/changes/announce-change'
import type { Tx } from '@/lib/db/client'
import { policy } from '@/lib/policies/policy'

/** Ends those of a key's sessions, or of a customer's without a key, that are more than may live: the least used. */
export async function endBeyondLimit(
  tx: Tx,
  { customerId, keyId }: { customerId: string; keyId: string | null },
): Promise<void> {
  const surplus = await tx.apiSession.findMany({
    where: { customerId, apiKeyId: keyId, endedAt: null },
    orderBy: [{ lastUsedAt: 'desc' }, { id: 'desc' }],
    skip: policy().apiSessions.maxLive,
    select: { id: true },
  })
  for (const { id } of surplus)
    await announceChange(tx, { kind: 'session', id, customerId, ends: 'session_limit' })
}
