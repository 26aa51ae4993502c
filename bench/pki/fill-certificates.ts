import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { closeDatabase, database } from '@/lib/db/client'
import { testCustomer } from '@/test/customer'

/**
 * Puts certificates into the database, one in fifty of them revoked, spread evenly over the revocation lists. Their
 * bytes are as many as real ones have, but say nothing; all are one customer's, which no list looks at.
 * @returns the CA's id
 */
export async function fillCertificates(count: number): Promise<string> {
  await ensureAuthorities()
  const { customerId } = await testCustomer()
  const ca = await database().certificateAuthority.findFirstOrThrow({ where: { role: 'issuing' } })
  await database().$executeRaw`
    INSERT INTO certificate (id, customer_id, authority_id, serial_number, status, public_key_der, public_key_sha256,
      tbs_der, der, fingerprint, revocation_list, confirmed_by, not_before, not_after, created_at, issued_at,
      revoked_at, revoked_for)
    SELECT gen_random_uuid(), ${customerId}::uuid, ${ca.id}::uuid,
      '4' || substr(encode(sha256(number::text::bytea), 'hex'), 1, 39),
      CASE WHEN number % 50 = 0 THEN 'revoked' ELSE 'issued' END::certificate_status,
      decode(repeat('00', 91), 'hex'), sha256(number::text::bytea),
      decode(repeat('00', 560), 'hex'), decode(repeat('00', 650), 'hex'), sha256(('f' || number)::bytea),
      -- Another factor than that of what is revoked: each list has some.
      ${ca.firstList}::int + (number / 50) % ${ca.listCount}::int, 'otp:sms',
      now() - interval '100 days', now() + interval '265 days', now() - interval '100 days', now() - interval '100 days',
      CASE WHEN number % 50 = 0 THEN now() - number % 7776000 * interval '1 second' END,
      CASE WHEN number % 50 = 0 THEN 'keyCompromise' END
    FROM generate_series(1, ${count}::int) AS number`
  await database().$executeRaw`ANALYZE certificate`
  // The connections after this one begin with what is known about the table now.
  await closeDatabase()
  return ca.id
}
