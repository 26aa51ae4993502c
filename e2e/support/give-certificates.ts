import type { TestCustomer } from '@/test/customer'
import { grantCertificate } from './grant-certificate'
import { sql } from './sql'

/**
 * Gives a customer certificates in every stage of life, as many as there may be: one that ends soon and is in a file,
 * one that was replaced by another, one that lasts, one that was revoked.
 */
export async function giveCertificates(
  customer: TestCustomer,
): Promise<{ ending: string; replaced: string }> {
  const revoked = await grantCertificate(customer)
  await sql(
    "UPDATE certificate SET status = 'revoked', revoked_at = now(), revoked_for = 'keyCompromise' WHERE id = $1",
    [revoked.id],
  )
  const replaced = await grantCertificate(customer)
  const renewal = await grantCertificate(customer)
  await sql('UPDATE certificate SET renews_id = $2 WHERE id = $1', [renewal.id, replaced.id])
  await sql("UPDATE certificate SET supersede_at = now() + interval '5 days' WHERE id = $1", [replaced.id])
  const ending = await grantCertificate(customer)
  await letEndIn(ending.id, 12)
  await sql('UPDATE certificate SET exported_at = now() WHERE id = $1', [ending.id])
  await grantCertificate(customer)
  return { ending: ending.id, replaced: replaced.id }
}

/** Moves a certificate's end, as the portal sees it: what was signed stays as it was. */
export async function letEndIn(id: string, days: number): Promise<void> {
  await sql("UPDATE certificate SET not_after = now() + $2 * interval '1 day' WHERE id = $1", [id, days])
}
