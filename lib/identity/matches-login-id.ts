import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { database } from '@/lib/db/client'
import { policy } from '@/lib/policies/policy'
import { blindIndexCandidates } from '@/lib/vault/blind-index'
import { parseNationalId } from './national-id'

/** Whether what was typed is the customer's own login ID, as normalised; compared by its blind index. */
export async function matchesLoginId(actor: Actor, typedId: string): Promise<boolean> {
  authorize(actor, 'certificate:create:own')
  const nationalId = parseNationalId(typedId, policy().identifier)
  if (!nationalId) return false
  const own = await database().customer.count({
    where: { id: actor.customerId, nationalIdIndex: { in: blindIndexCandidates(nationalId) } },
  })
  return own === 1
}
