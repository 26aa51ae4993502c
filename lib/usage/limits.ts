/** Bounds of what a process keeps and writes, so that no flood fills its memory or the database. */
export const usageLimits = {
  /** How often what was counted is written: what a crash can lose. */
  flushMilliseconds: 500,
  /** Of one key and reason. Further refusals are counted and not written down one by one. */
  refusalsPerMinute: 10,
  refusalsPerHour: 60,
  /** Waiting for the database, of all keys. */
  refusalsWaiting: 10_000,
  keysWaiting: 200_000,
  /** Of one key, in one batch. */
  networksWaiting: 32,
  /** Places remembered of one key: the ones last used. */
  networksKept: 100,
  /** Keys written in one transaction. */
  keysPerTransaction: 2_000,
  pathLength: 300,
} as const
