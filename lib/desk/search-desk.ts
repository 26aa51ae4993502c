import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { policy } from '@/lib/policies/policy'
import { certificatesFound, customersFound, type FoundCustomer, keysFound } from './find-hits'
import { readSearch, type SearchHint, type SearchKind, searchKinds, type Wanted } from './read-search'
import type { DeskCertificateState, DeskKeyState } from './states'

/** Something found, and whose it is. */
export type DeskHit = FoundCustomer &
  (
    | { kind: 'customer' }
    | { kind: 'key'; keyId: string; keyName: string; accessKey: string; state: DeskKeyState }
    | {
        kind: 'certificate'
        certificateId: string
        serialNumber: string
        state: DeskCertificateState
        daysLeft: number
      }
  )

/** What was found as one of the things that the text can be. `more`: there is more than is shown. */
type DeskHits = { by: SearchKind; hits: DeskHit[]; more: boolean }

export type DeskSearch = { wrongId: boolean } & (
  | { hint: SearchHint; found?: undefined }
  | { hint?: undefined; found: DeskHits[] }
)

/** At most so many of each kind are shown. */
export const mostHits = 20

/** Whether what was typed must not stand in an address: an ID, a phone number or e-mail address, a key's secret. */
export function isPrivateSearch(typed: string): boolean {
  return readSearch(typed, policy().identifier).private
}

/**
 * Looks for what was typed as everything that it can be, each by an index. On record: as what, and how many were
 * found; never the text.
 */
export async function searchDesk(actor: Actor, typed: string): Promise<DeskSearch> {
  authorize(actor, 'desk:read')
  const { wrongId, hint, wanted } = readSearch(typed, policy().identifier)
  if (hint) return { wrongId, hint }
  const kinds = searchKinds.filter((kind) => wanted[kind] !== undefined)
  const all = await Promise.all(kinds.map((by) => look(by, wanted)))
  const found = all.filter(({ hits }) => hits.length > 0)
  const hits = found.flatMap((one) => one.hits)
  const byId = found.find(({ by }) => by === 'national_id')?.hits[0]
  await recordEvent(database(), actor, {
    action: 'desk.searched',
    // Not on the customer's own record: whose it was is for those who read the audit log.
    ...(byId && { object: { kind: 'customer', id: byId.customerId } as const }),
    detail: { kinds, count: hits.length },
  })
  return { wrongId, found }
}

async function look(by: SearchKind, wanted: Wanted): Promise<DeskHits> {
  const now = clock.now()
  const limit = mostHits + 1
  const hits: DeskHit[] =
    by === 'key'
      ? (await keysFound(wanted, limit, now)).map((hit) => ({ kind: 'key', ...hit }))
      : by === 'certificate' || by === 'fingerprint'
        ? (await certificatesFound(wanted, limit, now)).map((hit) => ({ kind: 'certificate', ...hit }))
        : (await customersFound(by, wanted, limit)).map((hit) => ({ kind: 'customer', ...hit }))
  return { by, hits: hits.slice(0, mostHits), more: hits.length > mostHits }
}
