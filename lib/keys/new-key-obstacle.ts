import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { policy } from '@/lib/policies/policy'
import type { KeyStanding } from './key-standing'

/** What would refuse a new key before its form is worth filling in; null when nothing does. */
export function newKeyObstacle(
  actor: Actor,
  { activeCount, hasCertificate }: KeyStanding,
): 'certificate_required' | 'key_limit_reached' | null {
  authorize(actor, 'key:create:own')
  const { certificateFor, maxActiveKeys } = policy()
  if (certificateFor.includes('createKey') && !hasCertificate) return 'certificate_required'
  return activeCount >= maxActiveKeys ? 'key_limit_reached' : null
}
