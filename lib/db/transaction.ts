import 'server-only'
import { confirmingChanges } from '@/lib/changes/confirming-changes'
import { database, type Tx, transactionLimits } from './client'

/**
 * Runs `work` in one transaction; everything it wrote is undone when it throws. Returns when every gateway knows of
 * the changes that it announced.
 */
export function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return confirmingChanges((announcing) =>
    database().$transaction((tx) => work(announcing(tx)), transactionLimits),
  )
}
