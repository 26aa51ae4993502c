import 'server-only'
import { databasePool } from '@/lib/db/client'
import { policy } from '@/lib/policies/policy'
import { keyedHash } from '@/lib/vault/keyed-hash'

/** What there is to know of an API login when a request with its token is decided. */
export type SessionFacts = {
  id: string
  /** Null when it was opened with ID and password. */
  keyId: string | null
  customerId: string
  accountId: string
  customerSuspended: boolean
  /** In lower-case hex. */
  thumbprint: string
  endedReason: string | null
  /** The earlier of its absolute and its idle limit, exclusive. */
  validBefore: Date
}

type Row = Omit<SessionFacts, 'validBefore'> & { expiresAt: Date; lastUsedAt: Date }

/**
 * An API login by its token, ended ones too, as it stands in the database now. One statement, prepared once for each
 * connection.
 * @returns null for a token that is none
 */
export async function readSessionFacts(token: string): Promise<SessionFacts | null> {
  const { rows } = await databasePool().query<Row>({
    name: 'session-facts',
    text: `SELECT session.id, session.api_key_id AS "keyId", session.customer_id AS "customerId",
        customer.account_id AS "accountId", customer.suspended_at IS NOT NULL AS "customerSuspended",
        encode(session.thumbprint, 'hex') AS thumbprint, session.ended_reason AS "endedReason",
        session.expires_at AS "expiresAt", session.last_used_at AS "lastUsedAt"
      FROM api_session session JOIN customer ON customer.id = session.customer_id
      WHERE session.token_hash = $1`,
    values: [keyedHash('api-session-token', token)],
  })
  const [row] = rows
  if (!row) return null
  const { expiresAt, lastUsedAt, ...facts } = row
  const idleEnd = lastUsedAt.getTime() + policy().apiSessions.idleMinutes * 60_000
  return { ...facts, validBefore: new Date(Math.min(expiresAt.getTime(), idleEnd)) }
}
