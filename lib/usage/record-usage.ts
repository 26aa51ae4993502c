import 'server-only'
import { keepWriting } from './keep-writing'
import { makeUsageBuffer } from './make-usage-buffer'
import type { NotedRequest } from './noted-request'

/** Counts requests in memory and writes the counts to the database in batches. */
export type UsageRecorder = {
  note: (request: NotedRequest) => void
  /** Settles when what was counted is written, or could not be for the last time. */
  stop: () => Promise<void>
}

/** Starts counting. A crash loses what was noted since the last batch: half a second. */
export function recordUsage(): UsageRecorder {
  const buffer = makeUsageBuffer()
  const over = new AbortController()
  const written = keepWriting(buffer, over.signal)
  return {
    note: buffer.note,
    stop: () => {
      over.abort()
      return written
    },
  }
}
