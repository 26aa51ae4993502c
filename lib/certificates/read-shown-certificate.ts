import 'server-only'
import { createHash } from 'node:crypto'
import { clock } from '@/lib/clock'
import { databasePool } from '@/lib/db/client'
import type { RevocationReason } from '@/lib/pki/revocation-reasons'

export type ShownCertificate = {
  id: string
  customerId: string
  /** Lower-case hex. */
  serialNumber: string
  state: 'valid' | 'not_yet_valid' | 'expired' | 'revoked'
  notBefore: Date
  notAfter: Date
  revokedFor: RevocationReason | null
}

type Row = Omit<ShownCertificate, 'state'> & { status: 'issued' | 'revoked' }

/**
 * A certificate that a client showed, as it stands in the database now. Found by its fingerprint: only what was signed
 * here, byte for byte, is known. One statement, prepared once for each connection.
 * @param der of the certificate
 * @returns null for one that was not issued here
 */
export async function readShownCertificate(der: Uint8Array): Promise<ShownCertificate | null> {
  const { rows } = await databasePool().query<Row>({
    name: 'shown-certificate',
    text: `SELECT id, customer_id AS "customerId", serial_number AS "serialNumber", status, not_before AS "notBefore", not_after AS "notAfter",
        revoked_for AS "revokedFor"
      FROM certificate WHERE fingerprint = $1 AND status IN ('issued', 'revoked')`,
    values: [createHash('sha256').update(der).digest()],
  })
  const [row] = rows
  if (!row) return null
  const { status, ...certificate } = row
  return { ...certificate, state: status === 'revoked' ? 'revoked' : windowState(row, clock.now()) }
}

function windowState({ notBefore, notAfter }: Row, now: Date): 'valid' | 'not_yet_valid' | 'expired' {
  if (notAfter <= now) return 'expired'
  return notBefore > now ? 'not_yet_valid' : 'valid'
}
