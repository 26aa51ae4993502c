import { createHash, generateKeyPairSync } from 'node:crypto'
import { issueCertificate } from '@/lib/certificates/issue-certificate'
import { issueDigest } from '@/lib/certificates/issue-digest'
import type { IssuedCertificate } from '@/lib/certificates/schema'
import { buildCsr } from '@/test/build-csr'
import type { TestCustomer } from '@/test/customer'
import { sql } from './sql'

/** Gives a customer a real certificate whose key no browser holds: confirmations ask for a one-time password. */
export async function grantCertificate(
  customer: TestCustomer,
  key = generateKeyPairSync('ec', { namedCurve: 'P-256' }),
): Promise<IssuedCertificate> {
  const publicKey = key.publicKey.export({ type: 'spki', format: 'der' })
  await sql(
    `INSERT INTO step_up (id, customer_id, session_id, purpose, digest, nonce, expires_at, proved_at, proved_by)
     VALUES (gen_random_uuid(), $1, $2, 'certificate-issue', $3, '\\x00', now() + interval '5 minutes', now(), 'otp:sms')`,
    [customer.customerId, customer.sessionId, issueDigest(createHash('sha256').update(publicKey).digest())],
  )
  return issueCertificate(customer, { csr: buildCsr({ key }).toString('base64') })
}
