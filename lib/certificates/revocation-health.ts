import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { sqlRows } from '@/lib/db/sql-rows'

/** A list that lacks a revocation for longer is late: one is made within a second where all is well. */
const lateSeconds = 60

export type RevocationHealth = {
  /** Lists of the issuing CAs that were never made, have ended, or lack a revocation for a minute. */
  lateLists: number
  /** Issuing CAs without a valid responder. */
  silentAuthorities: number
  /** When the first of the lists ends, of the issuing CAs and of the roots; null where there is none. */
  listsEnd: Date | null
  rootListEnds: Date | null
}

/**
 * Whether what clients ask about revocation is fresh, for the CAs that can still sign: of another one nothing can be
 * mended here. @throws Error when the database does not answer
 */
export async function revocationHealth(): Promise<RevocationHealth> {
  const now = clock.now()
  const [health] = await sqlRows<RevocationHealth>`
    WITH authority AS (
      SELECT id, first_list, list_count FROM certificate_authority
      WHERE role = 'issuing' AND key_location IS NOT NULL AND first_list IS NOT NULL AND not_after > ${now}
    ), list AS (
      SELECT number, list.edition, list.next_update, list.stale_at
      FROM authority
      CROSS JOIN LATERAL generate_series(first_list, first_list + list_count - 1) AS wanted(number)
      LEFT JOIN revocation_list list USING (number)
      WHERE list.authority_id IS NULL OR list.authority_id = authority.id
    )
    SELECT
      (SELECT count(*)::int FROM list WHERE COALESCE(edition, 0) = 0 OR next_update <= ${now}
        OR stale_at <= ${addSeconds(now, -lateSeconds)}) AS "lateLists",
      (SELECT count(*)::int FROM authority WHERE NOT EXISTS (
        SELECT 1 FROM ocsp_responder WHERE authority_id = authority.id AND not_after > ${now}
      )) AS "silentAuthorities",
      (SELECT min(next_update) FROM list WHERE edition > 0) AS "listsEnd",
      (SELECT min(next_update) FROM revocation_list WHERE number = -1 AND edition > 0) AS "rootListEnds"`
  if (!health) throw new Error('the database answered without a row')
  return health
}
