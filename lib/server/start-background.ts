import 'server-only'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { healPendingCertificates } from '@/lib/certificates/heal-pending'
import { refreshRootLists } from '@/lib/certificates/refresh-root-lists'
import { keepDoing } from '@/lib/jobs/keep-doing'
import { runJobs } from '@/lib/jobs/run-jobs'
import { log } from '@/lib/log'
import { sharedJobs, singleJobs } from './jobs'

/**
 * What the portal does without being asked: completes what a crash left half done, then does its jobs for as long as
 * it runs. Several processes may do so beside each other (docs/decisions/018-jobs.md).
 */
export async function startBackground(): Promise<void> {
  await ensureAuthorities()
  await refreshRootLists()
  const { completed, voided } = await healPendingCertificates()
  if (completed + voided > 0) log.info({ completed, voided }, 'healed certificates')
  const ending = new AbortController()
  process.once('SIGTERM', () => ending.abort())
  for (const job of sharedJobs) void keepDoing(job, ending.signal)
  void runJobs(singleJobs, ending.signal)
}
