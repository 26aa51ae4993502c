import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { isUsable } from '@/lib/certificates/usable-certificates'
import { clock } from '@/lib/clock'
import { ownedBy } from '@/lib/db/owned-by'
import { sqlRows } from '@/lib/db/sql-rows'

export type KeyStanding = {
  /** How many of the customer's keys count towards the cap, those not yet valid too; as `activeKeysWhere` says. */
  activeCount: number
  /** Whether `usableCertificates` would name one. */
  hasCertificate: boolean
}

/** Where a customer stands before a new key. One statement, since every page of the portal shows some of it. */
export async function keyStanding(actor: Actor): Promise<KeyStanding> {
  authorize(actor, 'key:read:own')
  const now = clock.now()
  const [standing] = await sqlRows<KeyStanding>`
    SELECT (
      SELECT count(*)::int FROM api_key
      WHERE ${ownedBy(actor)} AND slot IS NOT NULL
        AND (valid_before IS NULL OR valid_before > ${now})
    ) AS "activeCount", EXISTS (
      SELECT 1 FROM certificate WHERE ${isUsable(actor, now)}
    ) AS "hasCertificate"`
  return standing ?? { activeCount: 0, hasCertificate: false }
}
