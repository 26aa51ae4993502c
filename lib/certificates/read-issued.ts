import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { ownedBy } from '@/lib/db/owned-by'
import { sqlRows } from '@/lib/db/sql-rows'
import { AppError } from '@/lib/errors'
import { base64Of } from '@/lib/pki/bytes'
import { displayFingerprint } from '@/lib/pki/fingerprint'
import { authorityChain } from './authority-chain'
import type { IssuedCertificate } from './schema'

type Row = {
  serialNumber: string
  renewsId: string | null
  notAfter: Date
  fingerprint: Uint8Array
  der: Uint8Array
  authorityId: string
}

/**
 * An issued certificate with its issuers up to the root: what an exported file holds besides the key.
 * @throws AppError `not_found`
 */
export async function readIssued(actor: CustomerActor, id: string): Promise<IssuedCertificate> {
  const [row] = await sqlRows<Row>`
    SELECT serial_number AS "serialNumber", renews_id AS "renewsId", not_after AS "notAfter", fingerprint, der,
      authority_id AS "authorityId"
    FROM certificate WHERE id = ${id}::uuid AND ${ownedBy(actor)} AND status = 'issued'`
  if (!row) throw new AppError('not_found')
  return {
    id,
    serialNumber: row.serialNumber,
    renewsId: row.renewsId,
    notAfter: row.notAfter.toISOString(),
    fingerprint: displayFingerprint(row.fingerprint),
    chain: [row.der, ...(await authorityChain(row.authorityId))].map(base64Of),
  }
}
