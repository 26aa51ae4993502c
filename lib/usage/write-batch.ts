import 'server-only'
import type { SqlTx } from '@/lib/db/client'
import { sqlTransaction } from '@/lib/db/sql-transaction'
import { usageLimits } from './limits'
import { tellUnusual } from './tell-unusual'
import type { KeyBatch, UsageBatch } from './usage-batch'
import { writeCounts } from './write-counts'
import { writeRefusals } from './write-refusals'
import { writeUses } from './write-uses'

/**
 * Writes what was counted, and tells customers of what is unusual in it: a few statements for some thousand keys, in
 * one transaction each. Takes out of the batch what it has written, so that the rest can be tried again.
 * @throws Error PostgreSQL's, or that it can't be reached
 */
export async function writeBatch(batch: UsageBatch): Promise<void> {
  while (batch.keys.size > 0) {
    // In one order everywhere: two processes that write the same keys wait for each other, and never in a circle.
    const keys = [...batch.keys].sort(byId).slice(0, usageLimits.keysPerTransaction)
    await sqlTransaction((tx) => writeSlice(tx, new Map(keys)))
    for (const [keyId] of keys) batch.keys.delete(keyId)
  }
  if (batch.refusals.length === 0) return
  await sqlTransaction((tx) => writeRefusals(tx, batch.refusals))
  batch.refusals = []
}

async function writeSlice(tx: SqlTx, keys: Map<string, KeyBatch>): Promise<void> {
  const refusedOften = await writeCounts(tx, keys)
  const newPlaces = await writeUses(tx, keys)
  await tellUnusual(tx, { refusedOften, newPlaces })
}

function byId([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1
}
