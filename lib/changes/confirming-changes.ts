import 'server-only'
import type { SqlTx } from '@/lib/db/client'
import { awaitAcknowledged } from './await-acknowledged'
import { noteUnconfirmed } from './confirmation'

/** What open transactions have announced. */
const announced = new WeakMap<SqlTx, string[]>()

/** @throws Error outside a transaction: gateways would not be waited for */
export function noteAnnounced(tx: SqlTx, changeId: string): void {
  const changes = announced.get(tx)
  if (!changes) throw new Error('A change is announced in a transaction')
  changes.push(changeId)
}

/**
 * Runs a transaction and then waits until no gateway answers any more as it was before. What can't be confirmed in
 * time is noted, not thrown: by then it is saved.
 * @param run gets what marks its transaction as one that may announce changes
 */
export async function confirmingChanges<T>(
  run: (announcing: <X extends SqlTx>(tx: X) => X) => Promise<T>,
): Promise<T> {
  const changes: string[] = []
  const result = await run((tx) => {
    announced.set(tx, changes)
    return tx
  })
  if (changes.length > 0 && !(await awaitAcknowledged(changes))) noteUnconfirmed()
  return result
}
