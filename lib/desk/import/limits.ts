import 'server-only'

/** What an import may be, and its pace. */
export const importLimits = {
  /** Largest file; requests to its page may be a little larger (portal/guard-requests.ts). */
  fileBytes: 5 * 1024 * 1024,
  rows: 50_000,
  /** Rows of one transaction: what a process that is killed has to do again. */
  batchRows: 50,
  /** How long a file that was looked through may wait to be imported. */
  waitSeconds: 24 * 3600,
} as const
