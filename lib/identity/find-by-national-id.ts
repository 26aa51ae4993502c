import 'server-only'
import type { Tx } from '@/lib/db/client'
import { blindIndexCandidates } from '@/lib/vault/blind-index'

/** The customer with this normalised ID, also when it was indexed under a previous key version. */
export async function findByNationalId(
  tx: Tx,
  nationalId: string,
): Promise<{ id: string; passwordHash: string | null } | null> {
  return tx.customer.findFirst({
    where: { nationalIdIndex: { in: blindIndexCandidates(nationalId) } },
    select: { id: true, passwordHash: true },
  })
}
