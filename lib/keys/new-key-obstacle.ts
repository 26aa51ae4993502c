import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { usableCertificates } from '@/lib/certificates/usable-certificates'
import { database } from '@/lib/db/client'
import { policy } from '@/lib/policies/policy'

/** What would refuse a new key before its form is worth filling in; null when nothing does. */
export async function newKeyObstacle(
  actor: Actor,
  activeCount: number,
): Promise<'certificate_required' | 'key_limit_reached' | null> {
  authorize(actor, 'key:create:own')
  const { certificateFor, maxActiveKeys } = policy()
  if (certificateFor.includes('createKey') && (await usableCertificates(database(), actor)).length === 0)
    return 'certificate_required'
  return activeCount >= maxActiveKeys ? 'key_limit_reached' : null
}
