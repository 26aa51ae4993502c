import { databasePool } from '@/lib/db/client'
import type { Job } from '@/lib/jobs/keep-doing'
import { runJobs } from '@/lib/jobs/run-jobs'

/** A process with jobs that note when which process did them: for run-jobs.int.test.ts, which starts several. */
const note = (job: string) =>
  databasePool().query('INSERT INTO job_note (job, pid) VALUES ($1, $2)', [job, process.pid])

const jobs: Job[] = [
  { name: 'do one thing', everyMilliseconds: 50, work: () => note('one') },
  { name: 'do another', everyMilliseconds: 50, work: () => note('another') },
  {
    name: 'do what fails',
    everyMilliseconds: 50,
    work: async () => {
      await note('failing')
      throw new Error('planted')
    },
  },
]

const ending = new AbortController()
process.once('SIGTERM', () => ending.abort())
// The jobs alone keep no process alive.
const alive = setInterval(() => {}, 60_000)
await runJobs(jobs, ending.signal)
clearInterval(alive)
await databasePool().end()
