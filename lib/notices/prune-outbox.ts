import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'

const keptSeconds = 30 * 86_400

/** Deletes messages long done with, and with them the addresses they went to. */
export async function pruneOutbox(): Promise<void> {
  await database().outbox.deleteMany({
    where: { status: { not: 'pending' }, createdAt: { lt: addSeconds(clock.now(), -keptSeconds) } },
  })
}
