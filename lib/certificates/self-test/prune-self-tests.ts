import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'

const keptSeconds = 30 * 86_400

/** Deletes tests that nobody asks support about any more. What they found stands in the audit log. */
export async function pruneSelfTests(): Promise<void> {
  const before = addSeconds(clock.now(), -keptSeconds)
  await database().selfTest.deleteMany({ where: { createdAt: { lt: before } } })
}
