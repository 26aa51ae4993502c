import 'server-only'
import type { Tx } from '@/lib/db/client'
import { otpLimits } from './limits'

/** Whether an account is locked: see `lockedAmong`. */
export async function isLocked(tx: Tx, customerId: string): Promise<boolean> {
  return (await lockedAmong(tx, [customerId])).has(customerId)
}

/**
 * Which accounts have had too many wrong codes in a row, over all their codes, however slowly they came.
 * A right code or a signature by the certificate's key ends the row; so do staff who unlock the account, for the
 * codes sent before.
 */
export async function lockedAmong(tx: Tx, customerIds: string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT asked.id FROM unnest(${customerIds}::uuid[]) AS asked(id)
    CROSS JOIN LATERAL (
      SELECT greatest(
        (SELECT max(consumed_at) FROM otp_challenge WHERE customer_id = asked.id),
        (SELECT max(proved_at) FROM step_up WHERE customer_id = asked.id)) AS at,
        (SELECT otp_unlocked_at FROM customer WHERE customer.id = asked.id) AS unlocked_at) AS success
    WHERE (
      SELECT coalesce(sum(attempts), 0) FROM otp_challenge
      WHERE customer_id = asked.id AND consumed_at IS NULL
        AND (success.at IS NULL OR expires_at > success.at)
        AND (success.unlocked_at IS NULL OR created_at > success.unlocked_at)) >= ${otpLimits.wrongInARow}`
  return new Set(rows.map(({ id }) => id))
}
