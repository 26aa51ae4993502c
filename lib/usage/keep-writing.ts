import 'server-only'
import { pause } from '@/lib/clock'
import { log } from '@/lib/log'
import { usageLimits } from './limits'
import type { UsageBuffer } from './make-usage-buffer'
import { writeBatch } from './write-batch'

/**
 * Writes what was counted, twice a second, until it is `over`; then once more. While the database is away what was
 * counted is kept and tried again at the same pace: the pages catch up within a second of its return.
 */
export async function keepWriting(buffer: UsageBuffer, over: AbortSignal): Promise<void> {
  let failing = false
  const round = async () => {
    failing = await writeOnce(buffer, failing)
  }
  while (!over.aborted) {
    await pause(usageLimits.flushMilliseconds, over)
    await round()
  }
  await round()
}

/** @returns whether it failed. Said once for each time that the database is away, not twice a second. */
async function writeOnce(buffer: UsageBuffer, failedBefore: boolean): Promise<boolean> {
  const batch = buffer.take()
  if (!batch) return failedBefore
  try {
    await writeBatch(batch)
  } catch (error) {
    buffer.giveBack(batch)
    if (!failedBefore) log.error({ error }, 'usage of keys can not be written: it is kept in memory')
    sayLost(buffer)
    return true
  }
  if (failedBefore) log.info({}, 'usage of keys is written again')
  sayLost(buffer)
  return false
}

function sayLost(buffer: UsageBuffer): void {
  const lost = buffer.takeLost()
  if (lost.requests + lost.refusals > 0)
    log.warn(lost, 'more usage of keys than there was room for: these are forgotten')
}
