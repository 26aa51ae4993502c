import 'server-only'

/** What an import may be, and its pace. */
export const importLimits = {
  /** Largest file; requests to its page may be a little larger (portal/guard-requests.ts). */
  fileBytes: 5 * 1024 * 1024,
  rows: 50_000,
  /** Rows of one transaction: what a process that is killed has to do again. */
  batchRows: 50,
  /** How long it waits after each failure of a batch, in seconds; after one more it is for somebody to look at. */
  retrySeconds: [2, 10, 60, 300],
  /** How long a file may wait to be imported, or to be resumed. */
  waitSeconds: 24 * 3600,
} as const
