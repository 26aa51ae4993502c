import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { ownedBy } from '@/lib/db/owned-by'
import { sqlRows } from '@/lib/db/sql-rows'
import { AppError } from '@/lib/errors'
import { type IssuedRow, issuedCertificate } from './issued-certificate'
import type { IssuedCertificate } from './schema'

/** An issued certificate with its issuers up to the root. @throws AppError `not_found` */
export async function readIssued(actor: CustomerActor, id: string): Promise<IssuedCertificate> {
  const [row] = await sqlRows<IssuedRow & { der: Uint8Array }>`
    SELECT id, serial_number AS "serialNumber", renews_id AS "renewsId", not_after AS "notAfter",
      authority_id AS "authorityId", der
    FROM certificate WHERE id = ${id}::uuid AND ${ownedBy(actor)} AND status = 'issued'`
  if (!row) throw new AppError('not_found')
  return issuedCertificate(row, row.der)
}
