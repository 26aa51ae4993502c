import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { throttleTimes } from './throttle-rules'

const sessionKeptSeconds = 30 * 86_400

/** Deletes forgotten failures and sessions long over. Who signed in and when stands in the audit log. */
export async function pruneSignIn(): Promise<void> {
  const now = clock.now()
  await database().signInThrottle.deleteMany({
    where: { lastFailedAt: { lt: addSeconds(now, -throttleTimes.memorySeconds) } },
  })
  await database().webSession.deleteMany({
    where: { expiresAt: { lt: addSeconds(now, -sessionKeptSeconds) } },
  })
}
