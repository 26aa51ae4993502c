import 'server-only'
import { databasePool } from '@/lib/db/client'

/** Deletes what nobody waits for any more: changes of minutes ago with their acknowledgements, and gateways that are gone. */
export async function pruneChanges(): Promise<void> {
  await databasePool().query(`
    WITH gone AS (DELETE FROM gateway_node WHERE lease_until < clock_timestamp() - interval '1 minute')
    DELETE FROM gateway_change WHERE at < clock_timestamp() - interval '5 minutes'`)
}
