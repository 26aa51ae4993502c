import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { codesScope } from '@/lib/factors/mark-locked'
import { throttleTimes } from './throttle-rules'

const sessionKeptSeconds = 30 * 86_400
const activationKeptSeconds = 30 * 86_400
const codeLockKeptSeconds = 30 * 86_400

/** Deletes forgotten failures, and sessions and links long over. Who signed in and when stands in the audit log. */
export async function pruneSignIn(): Promise<void> {
  const now = clock.now()
  await database().signInThrottle.deleteMany({
    where: {
      lastFailedAt: { lt: addSeconds(now, -throttleTimes.memorySeconds) },
      scope: { not: codesScope },
    },
  })
  // Time doesn't lift the lock that wrong codes bring: the note of it is for staff, and kept as long as codes are.
  await database().signInThrottle.deleteMany({
    where: { lastFailedAt: { lt: addSeconds(now, -codeLockKeptSeconds) }, scope: codesScope },
  })
  await database().activation.deleteMany({
    where: { expiresAt: { lt: addSeconds(now, -activationKeptSeconds) } },
  })
  await database().webSession.deleteMany({
    where: { expiresAt: { lt: addSeconds(now, -sessionKeptSeconds) } },
  })
}
