import 'server-only'
import { clock } from '@/lib/clock'
import type { SqlTx } from '@/lib/db/client'
import { log } from '@/lib/log'
import type { Bytes } from '@/lib/pki/bytes'
import { type Issuer, readIssuer } from '@/lib/pki/issuer'
import type { RevocationLists } from '@/lib/pki/serial-number'
import { isKeyHere, openSigner } from './open-signer'
import type { Signer } from './signer'

/** A CA whose key is here. */
export type SigningAuthority = { id: string; issuer: Issuer; signer: Signer }
/** One that issues to customers. */
export type IssuingAuthority = SigningAuthority & { lists: RevocationLists }

type AuthorityRow = {
  id: string
  der: Bytes
  keyLocation: string | null
  firstList: number | null
  listCount: number | null
}

const readOnce = new Map<string, Issuer>()

/**
 * The CA that issues now: the newest one that is valid and whose key is here. Where the newest one's key file has
 * not been brought to this host yet, the one before goes on.
 * @throws Error without one
 */
export async function issuingAuthority(tx: SqlTx): Promise<IssuingAuthority> {
  const now = clock.now()
  const rows = await tx.$queryRaw<AuthorityRow[]>`
    SELECT id, der, key_location AS "keyLocation", first_list AS "firstList", list_count AS "listCount"
    FROM certificate_authority
    WHERE role = 'issuing' AND key_location IS NOT NULL AND not_before <= ${now} AND not_after > ${now}
    ORDER BY created_at DESC`
  for (const row of rows) {
    const { keyLocation, firstList, listCount } = row
    const authority = withSigner(row)
    if (!authority || !keyLocation || firstList === null || listCount === null) continue
    if (await isKeyHere(keyLocation)) return { ...authority, lists: { firstList, listCount } }
    log.error({ authorityId: row.id, keyLocation }, 'the key of the newest CA is not on this host')
  }
  throw new Error('no issuing CA is valid and has its key here')
}

/** Any CA with its signer; null when its key was taken away. */
export function withSigner(row: {
  id: string
  der: Bytes
  keyLocation: string | null
}): SigningAuthority | null {
  if (!row.keyLocation) return null
  const issuer = readOnce.get(row.id) ?? readIssuer(Uint8Array.from(row.der))
  readOnce.set(row.id, issuer)
  return { id: row.id, issuer, signer: openSigner(row.keyLocation, issuer.signature) }
}
