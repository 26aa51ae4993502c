import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import type { SqlTx } from '@/lib/db/client'
import { ownedBy } from '@/lib/db/owned-by'
import { AppError } from '@/lib/errors'
import { policy } from '@/lib/policies/policy'

/**
 * The lowest free slot, after freeing those of keys whose last day is over. Call it under `lockCustomer`;
 * the unique constraint on customer and slot has the last word.
 * @throws AppError `key_limit_reached` when as many keys as the policy allows are active
 */
export async function takeSlot(tx: SqlTx, actor: CustomerActor, now: Date): Promise<number> {
  const max = policy().maxActiveKeys
  const [found] = await tx.$queryRaw<{ taken: number[] | null; someEnded: boolean | null }[]>`
    SELECT array_agg(slot) FILTER (WHERE valid_before IS NULL OR valid_before > ${now}) AS taken,
      bool_or(valid_before <= ${now}) AS "someEnded"
    FROM api_key WHERE ${ownedBy(actor)} AND slot IS NOT NULL`
  const taken = new Set(found?.taken)
  if (taken.size >= max) throw new AppError('key_limit_reached', { values: { max } })

  if (found?.someEnded) {
    await tx.$executeRaw`
      UPDATE api_key SET slot = NULL
      WHERE ${ownedBy(actor)} AND slot IS NOT NULL AND valid_before <= ${now}`
  }
  let slot = 1
  while (taken.has(slot)) slot += 1
  return slot
}
