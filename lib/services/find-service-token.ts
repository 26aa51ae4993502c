import 'server-only'
import { databasePool } from '@/lib/db/client'

/** A token that is good. */
export type ServiceTokenRecord = { id: string; name: string }

/**
 * The token with this keyed hash, in one prepared statement; null for one that nobody has or that was revoked.
 * @throws Error when the database can't be asked
 */
export async function findServiceToken(tokenHash: Buffer): Promise<ServiceTokenRecord | null> {
  const { rows } = await databasePool().query<ServiceTokenRecord>({
    name: 'find-service-token',
    text: 'SELECT id, name FROM service_token WHERE token_hash = $1 AND revoked_at IS NULL',
    values: [tokenHash],
  })
  return rows[0] ?? null
}
