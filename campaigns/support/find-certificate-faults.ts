import { createHash, X509Certificate } from 'node:crypto'
import type { Client } from 'pg'

/** How often an act of this kind is on record for a certificate. */
const recorded = (act: string) =>
  `(SELECT count(*) FROM audit_event e WHERE e.action = 'certificate.${act}' AND e.object_id = c.id::text)`
/** How many messages of this kind its holder got, and how many were due. */
const told = (templates: string, states: string) => `SELECT 1 FROM unnest($1::uuid[]) AS holder WHERE
  (SELECT count(*) FROM outbox o WHERE o.customer_id = holder AND o.template IN (${templates})) <>
  (SELECT count(*) FROM certificate c WHERE c.customer_id = holder AND c.status IN (${states}))`
const theirs = 'SELECT 1 FROM certificate c WHERE c.customer_id = ANY($1::uuid[])'

/** Statements that find what must not be, by its name; each selects one row for each fault. */
const faultQueries: Record<string, string> = {
  'certificates still pending': `${theirs} AND status = 'pending'`,
  'certificates without exactly one request on record': `${theirs} AND ${recorded('requested')} <> 1`,
  'certificates without exactly one issuance on record': `${theirs} AND status <> 'void' AND ${recorded('issued')} <> 1`,
  'certificates revoked more or less often than on record': `${theirs}
    AND ${recorded('revoked')} <> CASE status WHEN 'revoked' THEN 1 ELSE 0 END`,
  'acts on record without their certificate': `SELECT 1 FROM audit_event e WHERE e.customer_id = ANY($1::uuid[])
    AND e.action IN ('certificate.requested', 'certificate.issued', 'certificate.revoked')
    AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.id::text = e.object_id)`,
  'serial numbers on record for two certificates': `SELECT 1 FROM audit_event e
    WHERE e.action = 'certificate.requested' GROUP BY detail ->> 'serialNumber' HAVING count(*) > 1`,
  'holders with more certificates than used codes, or fewer': `SELECT 1 FROM unnest($1::uuid[]) AS holder WHERE
    (SELECT count(*) FROM step_up s WHERE s.customer_id = holder AND s.purpose IN ('certificate-issue', 'certificate-renew')
      AND s.used_at IS NOT NULL) <>
    (SELECT count(*) FROM certificate c WHERE c.customer_id = holder)`,
  'holders told of issuance more or less often than it happened': told(
    "'certificate_issued', 'certificate_renewed'",
    "'issued', 'revoked'",
  ),
  'certificates renewed twice': `${theirs}
    AND (SELECT count(*) FROM certificate n WHERE n.renews_id = c.id AND n.status <> 'void') > 1`,
  'old certificates that end without a renewal that was issued, or do not with one': `${theirs}
    AND (supersede_at IS NOT NULL) <>
      EXISTS (SELECT 1 FROM certificate n WHERE n.renews_id = c.id AND n.status = 'issued')`,
  'holders told of revocation more or less often than it happened': told(
    "'staff_certificate_revoked'",
    "'revoked'",
  ),
}

type Stored = {
  serial_number: string
  public_key_der: Buffer
  fingerprint: Buffer
  der: Buffer
  issuer: Buffer
}

/**
 * Looks for certificates of these customers that are there by half, or twice, or not as they say.
 * For customers who did nothing but apply and renew, once for each key, and whose certificates only staff revoked.
 */
export async function findCertificateFaults(
  client: Client,
  customerIds: string[],
): Promise<Record<string, number>> {
  const faults: Record<string, number> = {}
  for (const [name, query] of Object.entries(faultQueries)) {
    const values = query.includes('$1') ? [customerIds] : []
    faults[name] = (await client.query(query, values)).rowCount ?? 0
  }
  const { rows } = await client.query<Stored>(
    `SELECT c.serial_number, c.public_key_der, c.fingerprint, c.der, a.der AS issuer
     FROM certificate c JOIN certificate_authority a ON a.id = c.authority_id
     WHERE c.customer_id = ANY($1::uuid[]) AND c.der IS NOT NULL`,
    [customerIds],
  )
  faults['certificates whose bytes say something else'] = rows.filter((row) => !isWhole(row)).length
  return faults
}

function isWhole(row: Stored): boolean {
  const certificate = new X509Certificate(row.der)
  return (
    certificate.serialNumber.toLowerCase() === row.serial_number &&
    certificate.publicKey.export({ type: 'spki', format: 'der' }).equals(row.public_key_der) &&
    createHash('sha256').update(row.der).digest().equals(row.fingerprint) &&
    certificate.verify(new X509Certificate(row.issuer).publicKey)
  )
}
