import 'server-only'
import { setMaxListeners } from 'node:events'
import { type Job, keepDoing } from './keep-doing'
import { lead } from './lead'

/** Any number that nothing else in this database locks by. */
const jobsLock = 7_303_014_105_430n

/**
 * Does the jobs for as long as this process lives, or leaves them to another: of all processes that call this, one
 * does all of them, each in a loop of its own.
 * @returns settles some time after `ending`
 */
export function runJobs(jobs: readonly Job[], ending: AbortSignal): Promise<void> {
  return lead(
    jobsLock,
    (over) => {
      // Each job waits for the same signal: more than ten would be taken for a leak, and warned of.
      setMaxListeners(2 * jobs.length, over)
      return Promise.all(jobs.map((job) => keepDoing(job, over)))
    },
    ending,
  )
}
