import 'server-only'
import type { Tx } from '@/lib/db/client'

/** Erases a message that has not left, since a newer one replaces it. */
export async function cancelNotice(tx: Tx, id: string): Promise<void> {
  await tx.outbox.updateMany({
    where: { id, status: 'pending' },
    data: { status: 'expired', bodySealed: null },
  })
}
