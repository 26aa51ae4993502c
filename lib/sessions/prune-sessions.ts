import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'

const keptSeconds = 30 * 86_400

/** Deletes API sessions long over. Who logged in and when stands in the audit log. */
export async function pruneSessions(): Promise<void> {
  const before = addSeconds(clock.now(), -keptSeconds)
  await database().apiSession.deleteMany({ where: { endedAt: { lt: before } } })
}
