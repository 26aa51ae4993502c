import 'server-only'
import { clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'

/** Makes what was proved in this way, and not used yet, worthless. */
export async function voidProofs(tx: Tx, customerId: string, provedBy: string): Promise<void> {
  await tx.stepUp.updateMany({ where: { customerId, provedBy, usedAt: null }, data: { usedAt: clock.now() } })
}
