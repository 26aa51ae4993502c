import 'server-only'
import type { SqlTx } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import { type Change, changeChannel } from './change'

/**
 * Tells every gateway of a key that was just made, when the transaction commits: they remember which access keys there
 * are not. Nobody is waited for: an access key that was drawn at random this moment was never asked for.
 */
export async function announceNewKey(
  tx: SqlTx,
  { id, customerId }: { id: string; customerId: string },
): Promise<void> {
  const change: Change = { id: newId(), kind: 'key', objectId: id, customerId }
  await tx.$executeRaw`SELECT pg_notify(${changeChannel}, ${JSON.stringify(change)})`
}
