import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'

const stepUpKeptSeconds = 86_400
const untriedCodeKeptSeconds = 30 * 86_400

/** Deletes proofs and codes that nothing reads any more. What happened stands in the audit log. */
export async function pruneFactors(): Promise<void> {
  const now = clock.now()
  await database().stepUp.deleteMany({ where: { expiresAt: { lt: addSeconds(now, -stepUpKeptSeconds) } } })
  // Codes that were tried stay: wrong tries in a row count however long ago they were.
  await database().otpChallenge.deleteMany({
    where: { attempts: 0, expiresAt: { lt: addSeconds(now, -untriedCodeKeptSeconds) } },
  })
}
