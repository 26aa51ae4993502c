import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import type { Bytes } from '@/lib/pki/bytes'
import type { RevokedEntry } from '@/lib/pki/revocation-list'
import type { RevocationReason } from '@/lib/pki/revocation-reasons'
import { withSigner } from './issuing-authority'
import { listLifeSeconds, listPeriodSeconds } from './list-times'
import { type ListState, openList, writeList } from './write-list'

type DueList = { id: string; der: Bytes; keyLocation: string; number: number; edition: bigint }

/**
 * Makes each revocation list that is due, of every issuing CA whose key is here: one that was never made, lacks a
 * revocation, or is past half of its life. Where two processes make one at the same time, one of them keeps it. A CA
 * that can't sign keeps no other from it.
 * @param options.force all of them, due or not
 * @returns how many were made
 * @throws Error of the first CA that could not sign, after the others are done
 */
export async function refreshRevocationLists({ force = false } = {}): Promise<number> {
  let made = 0
  const failures = new Map<string, unknown>()
  for (const due of await dueLists(force)) {
    if (failures.has(due.id)) continue
    try {
      if (await refreshList(due)) made++
    } catch (error) {
      log.error({ error, authorityId: due.id, list: due.number }, 'a revocation list could not be made')
      failures.set(due.id, error)
    }
  }
  for (const error of failures.values()) throw error
  return made
}

function dueLists(force: boolean): Promise<DueList[]> {
  const now = clock.now()
  return database().$queryRaw<DueList[]>`
    SELECT authority.id, authority.der, authority.key_location AS "keyLocation", wanted.number,
      COALESCE(list.edition, 0) AS edition
    FROM certificate_authority authority
    CROSS JOIN LATERAL generate_series(first_list, first_list + list_count - 1) AS wanted(number)
    LEFT JOIN revocation_list list ON list.authority_id = authority.id AND list.number = wanted.number
    WHERE authority.role = 'issuing' AND authority.key_location IS NOT NULL AND authority.not_after > ${now}
      AND (${force} OR list.number IS NULL OR list.stale_at IS NOT NULL
        OR list.this_update <= ${addSeconds(now, -listPeriodSeconds)})
    ORDER BY list.stale_at, wanted.number`
}

async function refreshList({ id, der, keyLocation, number, edition }: DueList): Promise<boolean> {
  const authority = withSigner({ id, der, keyLocation })
  if (!authority) return false
  const state = await openList(id, number)
  // Another process has made it since it was found due.
  if (state.edition !== edition) return false
  return writeList(authority, state, {
    entries: await revokedEntries(state),
    lifeSeconds: listLifeSeconds,
    url: new URL(`/ca/crl/${number}`, env().PKI_URL).href,
  })
}

/**
 * A revoked certificate stands in the list until an edition was made after its end (RFC 5280 section 3.3: a regular
 * one, of which there is one in each life of a list at the least).
 */
async function revokedEntries({ authorityId, number, thisUpdate }: ListState): Promise<RevokedEntry[]> {
  const aLifeAgo = addSeconds(clock.now(), -listLifeSeconds)
  const endsAfter = thisUpdate < aLifeAgo ? thisUpdate : aLifeAgo
  const rows = await database().$queryRaw<{ serialNumber: string; revokedAt: Date; revokedFor: string }[]>`
    SELECT serial_number AS "serialNumber", revoked_at AS "revokedAt", revoked_for AS "revokedFor"
    FROM certificate
    WHERE revocation_list = ${number} AND status = 'revoked' AND authority_id = ${authorityId}::uuid
      AND not_after > ${endsAfter}
    ORDER BY revoked_at, id`
  return rows.map(({ serialNumber, revokedAt, revokedFor }) => ({
    serialNumber: Buffer.from(serialNumber, 'hex'),
    revokedAt,
    reason: revokedFor as RevocationReason,
  }))
}
