import 'server-only'
import type { SqlTx } from '@/lib/db/client'
import type { Contact } from '@/lib/db/lock-customer'
import { AppError } from '@/lib/errors'
import type { Bytes } from '@/lib/pki/bytes'

export type Applicant = Contact & { name: string; accountId: string }

/**
 * Takes, until the transaction ends, the customer's row as `lockCustomer` does, and then the key: others who apply
 * with the same one hold rows of their own. A statement of its own for the same reason.
 * @returns what the row says
 * @throws AppError `not_found`
 */
export async function lockApplicant(
  tx: SqlTx,
  customerId: string,
  publicKeySha256: Bytes,
): Promise<Applicant> {
  const [applicant] = await tx.$queryRaw<Applicant[]>`
    SELECT email, phone, locale, name, "accountId"
    FROM (
      SELECT email, phone, locale, name, account_id AS "accountId" FROM customer
      WHERE id = ${customerId}::uuid FOR NO KEY UPDATE) AS locked
    WHERE pg_advisory_xact_lock(${Buffer.from(publicKeySha256).readBigInt64BE()}) IS NOT NULL`
  if (!applicant) throw new AppError('not_found')
  return applicant
}
