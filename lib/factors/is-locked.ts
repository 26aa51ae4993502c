import 'server-only'
import type { Tx } from '@/lib/db/client'
import { otpLimits } from './limits'

/**
 * Whether an account has had too many wrong codes in a row, over all its codes, however slowly they came.
 * A right code or a signature by the certificate's key ends the row.
 */
export async function isLocked(tx: Tx, customerId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ wrong: number }[]>`
    WITH success AS (
      SELECT greatest(
        (SELECT max(consumed_at) FROM otp_challenge WHERE customer_id = ${customerId}::uuid),
        (SELECT max(proved_at) FROM step_up WHERE customer_id = ${customerId}::uuid)) AS at)
    SELECT coalesce(sum(attempts), 0)::int AS wrong FROM otp_challenge, success
    WHERE customer_id = ${customerId}::uuid AND consumed_at IS NULL
      AND (success.at IS NULL OR expires_at > success.at)`
  return (row?.wrong ?? 0) >= otpLimits.wrongInARow
}
