import 'server-only'
import { database } from '@/lib/db/client'

const pageSize = 15

/** A request that was refused, as its key's page shows it. */
export type ListedRefusal = {
  id: string
  at: Date
  /** Of `lib/verify/reasons`. */
  reason: string
  method: string
  path: string
  /** '' where it could not be told. */
  address: string
  skewMs: number | null
  permission: string | null
  requestId: string
}

/** What was refused of a key, the newest first, a page at a time. Whose key it is, its caller has seen to. */
export async function refusalsOf(
  apiKeyId: string,
  before: string | null,
): Promise<{ refusals: ListedRefusal[]; older: string | null }> {
  const rows = await database().refusal.findMany({
    where: { apiKeyId, ...(before && { id: { lt: before } }) },
    orderBy: { id: 'desc' },
    take: pageSize + 1,
    omit: { apiKeyId: true, customerId: true },
  })
  const refusals = rows.slice(0, pageSize)
  return { refusals, older: rows.length > pageSize ? (refusals.at(-1)?.id ?? null) : null }
}
