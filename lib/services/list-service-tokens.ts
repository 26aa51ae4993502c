import 'server-only'
import { database } from '@/lib/db/client'

export type ListedServiceToken = {
  id: string
  name: string
  createdAt: Date
  /** To the minute; null when it was never used. */
  lastUsedAt: Date | null
  /** Null while it is good. */
  revokedAt: Date | null
}

/** Every token there is or was, the oldest first. For who runs the installation: nothing of it is a secret. */
export function listServiceTokens(): Promise<ListedServiceToken[]> {
  return database().serviceToken.findMany({
    orderBy: { id: 'asc' },
    select: { id: true, name: true, createdAt: true, lastUsedAt: true, revokedAt: true },
  })
}
