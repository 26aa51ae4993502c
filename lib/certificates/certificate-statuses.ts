import 'server-only'
import { databasePool } from '@/lib/db/client'
import type { OcspStatus } from '@/lib/pki/ocsp-response'
import type { RevocationReason } from '@/lib/pki/revocation-reasons'

type Row = { serial: string; status: 'issued' | 'revoked'; revokedAt: Date; reason: RevocationReason }

/**
 * What a CA knows of certificates by serial number (lower-case hex), as it is in the database now. One that is pending
 * was not signed yet, or nobody has it, and one that is void never will be: neither is known.
 * One statement, prepared once for each connection: it runs for every question of a stranger.
 */
export async function certificateStatuses(
  authorityId: string,
  serialNumbers: string[],
): Promise<ReadonlyMap<string, OcspStatus>> {
  const { rows } = await databasePool().query<Row>({
    name: 'certificate-statuses',
    text: `SELECT serial_number AS serial, status, revoked_at AS "revokedAt", revoked_for AS reason
      FROM certificate
      WHERE serial_number = ANY($1) AND authority_id = $2 AND status IN ('issued', 'revoked')`,
    values: [serialNumbers, authorityId],
  })
  return new Map(
    rows.map(({ serial, status, revokedAt, reason }) => [
      serial,
      status === 'revoked' ? { status, revokedAt, reason } : { status: 'good' },
    ]),
  )
}
