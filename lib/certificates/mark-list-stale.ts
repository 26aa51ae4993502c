import 'server-only'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'

/**
 * Notes that a revocation list lacks a revocation. It writes the row even where that is noted already, and makes it
 * where the list was never made: whoever makes the list sees by it that something came in between
 * (docs/decisions/016). In a transaction that notes several, they come in ascending order of their numbers, so that
 * two such transactions never wait for each other.
 */
export async function markListStale(tx: Tx, authorityId: string, number: number): Promise<void> {
  const never = new Date(0)
  await tx.$executeRaw`
    INSERT INTO revocation_list AS list (authority_id, number, edition, der, this_update, next_update, stale_at)
    VALUES (${authorityId}::uuid, ${number}, 0, '', ${never}, ${never}, ${clock.now()})
    ON CONFLICT (authority_id, number) DO UPDATE SET stale_at = COALESCE(list.stale_at, EXCLUDED.stale_at)`
}
