import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { signedCertificate } from '@/lib/pki/certificate-parts'
import { type RevokedEntry, revocationListTbs } from '@/lib/pki/revocation-list'
import type { SigningAuthority } from './issuing-authority'
import { listBackdateSeconds } from './list-times'

const never = new Date(0)

/** A list as it stood when its making began. */
export type ListState = {
  authorityId: string
  number: number
  edition: bigint
  thisUpdate: Date
  /** Changes whenever the row is written. */
  version: string
}

/**
 * What `writeList` wants to know, of a row that is made where there is none: from now on a revocation leaves its mark
 * in it. Asked before the entries are read, never after.
 */
export async function openList(authorityId: string, number: number): Promise<ListState> {
  const state = (await readState(authorityId, number)) ?? (await makeRow(authorityId, number))
  if (!state) throw new Error('the row of a revocation list is gone')
  return state
}

async function readState(authorityId: string, number: number): Promise<ListState | undefined> {
  const [state] = await database().$queryRaw<ListState[]>`
    SELECT authority_id AS "authorityId", number, edition, this_update AS "thisUpdate", xmin::text AS version
    FROM revocation_list WHERE authority_id = ${authorityId}::uuid AND number = ${number}`
  return state
}

async function makeRow(authorityId: string, number: number): Promise<ListState | undefined> {
  await database().$executeRaw`
    INSERT INTO revocation_list (authority_id, number, edition, der, this_update, next_update, stale_at)
    VALUES (${authorityId}::uuid, ${number}, 0, '', ${never}, ${never}, ${clock.now()})
    ON CONFLICT (authority_id, number) DO NOTHING`
  return readState(authorityId, number)
}

/**
 * Signs the next edition of a list, outside any transaction, and keeps it. What was revoked since its state was read
 * wrote its row: then it stays stale, and is made once more.
 * @param list.url as in `revocationListTbs`
 * @returns false when another process was quicker; nothing was kept then
 */
export async function writeList(
  authority: SigningAuthority,
  state: ListState,
  list: { entries: RevokedEntry[]; lifeSeconds: number; url?: string },
): Promise<boolean> {
  const { authorityId, number, version } = state
  const { entries, lifeSeconds, ...url } = list
  const now = clock.now()
  const edition = state.edition + 1n
  const thisUpdate = addSeconds(now, -listBackdateSeconds)
  const nextUpdate = addSeconds(now, lifeSeconds)
  const { issuer, signer } = authority
  const tbs = revocationListTbs({ issuer, edition, thisUpdate, nextUpdate, entries, ...url })
  const der = signedCertificate(tbs, issuer.signature, await signer.sign(tbs))
  const written = await database().$executeRaw`
    UPDATE revocation_list
    SET edition = ${edition}, der = ${der}, this_update = ${thisUpdate}, next_update = ${nextUpdate},
      stale_at = CASE WHEN xmin::text = ${version} THEN NULL ELSE COALESCE(stale_at, ${now}) END
    WHERE authority_id = ${authorityId}::uuid AND number = ${number} AND edition = ${state.edition}`
  return written === 1
}
