import 'server-only'
import { sealEvents } from '@/lib/audit/seal-events'
import { keepResponders } from '@/lib/certificates/keep-responders'
import { refreshRevocationLists } from '@/lib/certificates/refresh-revocation-lists'
import { refreshRootLists } from '@/lib/certificates/refresh-root-lists'
import { remindOfEnds } from '@/lib/certificates/remind-of-ends'
import { pruneSelfTests } from '@/lib/certificates/self-test/prune-self-tests'
import { supersedeDue } from '@/lib/certificates/supersede-due'
import { pruneChanges } from '@/lib/changes/prune-changes'
import { continueImports } from '@/lib/desk/import/continue-imports'
import { pruneImports } from '@/lib/desk/import/prune-imports'
import { pruneFactors } from '@/lib/factors/prune-factors'
import { pruneSignIn } from '@/lib/identity/prune-sign-in'
import type { Job } from '@/lib/jobs/keep-doing'
import { eraseOldSecrets } from '@/lib/keys/erase-old-secrets'
import { hashSecrets } from '@/lib/keys/hash-secrets'
import { deliverDue } from '@/lib/notices/deliver-due'
import { pruneOutbox } from '@/lib/notices/prune-outbox'
import { endDueSessions, endIdleSessions } from '@/lib/sessions/end-due-sessions'
import { pruneSessions } from '@/lib/sessions/prune-sessions'
import { pruneStaff } from '@/lib/staff/prune-staff'
import { pruneUsage } from '@/lib/usage/prune-usage'

const halfSecond = 500
const minute = 60_000
const hour = 60 * minute

/** What every process does, beside the others: messages are claimed one by one, and more hands send them sooner. */
export const sharedJobs: readonly Job[] = [
  { name: 'deliver notices', everyMilliseconds: halfSecond, work: deliverDue },
]

/**
 * What one process at a time does. Each bears being begun once more while a round of a process that lost its
 * connection still runs.
 */
export const singleJobs: readonly Job[] = [
  { name: 'seal events', everyMilliseconds: halfSecond, work: sealEvents },
  {
    name: 'refresh revocation lists',
    everyMilliseconds: halfSecond,
    work: () => refreshRevocationLists(),
  },
  { name: 'keep OCSP responders', everyMilliseconds: halfSecond, work: keepResponders },
  { name: "refresh the roots' lists", everyMilliseconds: hour, work: refreshRootLists },
  { name: 'import customers', everyMilliseconds: halfSecond, work: continueImports },
  { name: 'remind of certificates that end', everyMilliseconds: 10 * minute, work: remindOfEnds },
  { name: 'end certificates that were renewed', everyMilliseconds: minute, work: supersedeDue },
  { name: 'prune changes', everyMilliseconds: minute, work: pruneChanges },
  { name: 'end API sessions whose time is over', everyMilliseconds: halfSecond, work: endDueSessions },
  { name: 'end idle API sessions', everyMilliseconds: 5_000, work: endIdleSessions },
  { name: 'erase old secrets of keys', everyMilliseconds: minute, work: eraseOldSecrets },
  { name: 'hash secrets', everyMilliseconds: hour, work: hashSecrets },
  { name: 'prune codes and proofs', everyMilliseconds: hour, work: pruneFactors },
  { name: 'prune sign-in', everyMilliseconds: hour, work: pruneSignIn },
  { name: 'prune API sessions', everyMilliseconds: hour, work: pruneSessions },
  { name: 'prune staff', everyMilliseconds: hour, work: pruneStaff },
  { name: 'prune the outbox', everyMilliseconds: hour, work: pruneOutbox },
  { name: 'prune tests of certificates', everyMilliseconds: hour, work: pruneSelfTests },
  { name: 'prune usage of keys', everyMilliseconds: hour, work: pruneUsage },
  { name: 'prune imports', everyMilliseconds: hour, work: pruneImports },
]
