import 'server-only'
import { database } from '@/lib/db/client'
import { idleSeconds } from './session-times'

/** A live API session as its own client is shown it. */
export type SessionDescription = {
  id: string
  /** The access key that it was opened with; null without one. */
  key: string | null
  createdAt: Date
  expiresAt: Date
  idleSeconds: number
  permissions: readonly string[]
}

/** @param may what its key, or the policy without one, lets it do */
export async function describeSession(
  id: string,
  may: { accessKey: string | null; permissions: readonly string[] },
): Promise<SessionDescription> {
  const { createdAt, expiresAt } = await database().apiSession.findUniqueOrThrow({
    where: { id },
    select: { createdAt: true, expiresAt: true },
  })
  const { accessKey: key, permissions } = may
  return { id, key, createdAt, expiresAt, idleSeconds: idleSeconds(), permissions }
}
