import { setTimeout as sleep } from 'node:timers/promises'
import { database } from '@/lib/db/client'

/** Resolves once a connection waits for a lock that another one holds. */
export async function somebodyWaits(): Promise<void> {
  for (;;) {
    const [row] = await database().$queryRaw<{ waiting: bigint }[]>`
      SELECT count(*) AS waiting FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`
    if (row?.waiting) return
    await sleep(10)
  }
}
