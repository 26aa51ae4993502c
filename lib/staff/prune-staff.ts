import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'

const keptSeconds = 30 * 86_400

/** Deletes staff's sessions long over. Who signed in and when stands in the audit log. */
export async function pruneStaff(): Promise<void> {
  const past = addSeconds(clock.now(), -keptSeconds)
  await database().staffSession.deleteMany({ where: { expiresAt: { lt: past } } })
}
