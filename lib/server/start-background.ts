import 'server-only'
import { sealEvents } from '@/lib/audit/seal-events'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { healPendingCertificates } from '@/lib/certificates/heal-pending'
import { continueImports } from '@/lib/desk/import/continue-imports'
import { pruneImports } from '@/lib/desk/import/prune-imports'
import { pruneFactors } from '@/lib/factors/prune-factors'
import { pruneSignIn } from '@/lib/identity/prune-sign-in'
import { log } from '@/lib/log'
import { deliverDue } from '@/lib/notices/deliver-due'
import { pruneOutbox } from '@/lib/notices/prune-outbox'
import { pruneStaff } from '@/lib/staff/prune-staff'
import { keepDoing } from './keep-doing'

const everyMilliseconds = 500
const hourMilliseconds = 3_600_000

/**
 * What the portal does without being asked: completes what a crash left half done, then seals audit events,
 * delivers notices, imports customers and prunes for as long as it runs. Several processes may do so beside each other.
 */
export async function startBackground(): Promise<void> {
  await ensureAuthorities()
  const { completed, voided } = await healPendingCertificates()
  if (completed + voided > 0) log.info({ completed, voided }, 'healed certificates')
  keepDoing('seal events', sealEvents, everyMilliseconds)
  keepDoing('deliver notices', deliverDue, everyMilliseconds)
  keepDoing('import customers', continueImports, everyMilliseconds)
  keepDoing('prune codes and proofs', pruneFactors, hourMilliseconds)
  keepDoing('prune sign-in', pruneSignIn, hourMilliseconds)
  keepDoing('prune staff', pruneStaff, hourMilliseconds)
  keepDoing('prune the outbox', pruneOutbox, hourMilliseconds)
  keepDoing('prune imports', pruneImports, hourMilliseconds)
}
