import 'server-only'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { isLocked } from './is-locked'
import { otpLimits } from './limits'

/** Among the failures in a row: accounts that wrong codes have locked. */
export const codesScope = 'codes'

/** After a wrong code: notes the account when that was the one too many, so that staff can see whom it keeps out. */
export async function markLocked(tx: Tx, customerId: string): Promise<void> {
  if (!(await isLocked(tx, customerId))) return
  const now = clock.now()
  await tx.$executeRaw`
    INSERT INTO sign_in_throttle (scope, subject, failures, last_failed_at, customer_id)
    VALUES (${codesScope}, ${keyedHash(`throttle-${codesScope}`, customerId)}, ${otpLimits.wrongInARow}, ${now},
      ${customerId}::uuid)
    ON CONFLICT (scope, subject) DO UPDATE SET last_failed_at = EXCLUDED.last_failed_at`
}
