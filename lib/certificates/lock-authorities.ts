import 'server-only'
import type { Tx } from '@/lib/db/client'

/** Whoever makes, imports or changes CAs waits here for the other one, until the transaction's end. */
export async function lockAuthorities(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('signet:authorities'))`
}
