import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { firstIdAt } from '@/lib/db/first-id-at'
import { policy } from '@/lib/policies/policy'

const rowsAtOnce = 5_000

/** Deletes counts and refusals older than the policy keeps them, in batches that leave room for what is written. */
export async function pruneUsage(over: AbortSignal): Promise<void> {
  const { hoursKeptDays, refusalsKeptDays } = policy().usage
  const firstHour = addSeconds(clock.now(), -86_400 * hoursKeptDays)
  const firstRefusal = firstIdAt(addSeconds(clock.now(), -86_400 * refusalsKeptDays))
  await untilNoMore(
    () =>
      database().$executeRaw`
        DELETE FROM usage_hour WHERE (api_key_id, hour) IN (
          SELECT api_key_id, hour FROM usage_hour WHERE hour < ${firstHour}::timestamptz LIMIT ${rowsAtOnce})`,
    over,
  )
  await untilNoMore(
    () =>
      database().$executeRaw`
        DELETE FROM refusal WHERE id IN (
          SELECT id FROM refusal WHERE id < ${firstRefusal}::uuid ORDER BY id LIMIT ${rowsAtOnce})`,
    over,
  )
}

async function untilNoMore(deleteSome: () => Promise<number>, over: AbortSignal): Promise<void> {
  while (!over.aborted && (await deleteSome()) === rowsAtOnce);
}
