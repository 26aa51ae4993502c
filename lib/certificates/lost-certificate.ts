import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { clock } from '@/lib/clock'
import { database, type SqlTx } from '@/lib/db/client'
import { ownedBy } from '@/lib/db/owned-by'
import type { RevocationReason } from '@/lib/pki/revocation-reasons'

/** Why a customer has no usable certificate: what became of the last one. `none`: there never was one. */
export type LostCertificate =
  | { lost: 'none' | 'pending' }
  | { lost: 'expired'; at: Date }
  | { lost: 'revoked'; at: Date; revokedFor: RevocationReason }

type Row = { status: string; notAfter: Date; revokedAt: Date | null; revokedFor: RevocationReason | null }

/** What to tell a customer who has no usable certificate; of several that ended, the one that did so last. */
export async function lostCertificate(
  actor: CustomerActor,
  tx: SqlTx = database(),
): Promise<LostCertificate> {
  authorize(actor, 'certificate:read:own')
  const now = clock.now()
  const [last] = await tx.$queryRaw<Row[]>`
    SELECT status, not_after AS "notAfter", revoked_at AS "revokedAt", revoked_for AS "revokedFor"
    FROM certificate WHERE ${ownedBy(actor)} AND status <> 'void'
    ORDER BY status = 'pending' AND not_after > ${now} DESC, COALESCE(revoked_at, not_after) DESC LIMIT 1`
  if (!last) return { lost: 'none' }
  if (last.revokedAt && last.revokedFor)
    return { lost: 'revoked', at: last.revokedAt, revokedFor: last.revokedFor }
  return last.notAfter > now ? { lost: 'pending' } : { lost: 'expired', at: last.notAfter }
}
