import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { importLimits } from './limits'

/** Erases the customers of files that were looked through and never imported. What was wrong with them stays. */
export async function pruneImports(): Promise<void> {
  await database().customerImport.updateMany({
    where: {
      status: 'checked',
      rowsSealed: { not: null },
      createdAt: { lt: addSeconds(clock.now(), -importLimits.waitSeconds) },
    },
    data: { rowsSealed: null },
  })
}
